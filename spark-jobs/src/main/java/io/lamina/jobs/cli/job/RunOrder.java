package io.lamina.jobs.cli.job;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.training.servers.ServerChoice;
import io.lamina.zoo.plan.PlanText;
import java.util.Optional;

/**
 * What a command wants to be trained, and where.
 *
 * @param plan its text, before overrides
 * @param master the Spark cluster; empty for that of spark-submit, or an embedded one
 * @param dataRoot the directory the plan's data paths are relative to
 * @param servers which parameter servers it has
 */
public record RunOrder(
    PlanText plan, Optional<String> master, String dataRoot, ServerChoice servers) {
  public RunOrder {
    requireNonNull(plan, "plan is null");
    requireNonNull(master, "master is null");
    requireNonNull(dataRoot, "dataRoot is null");
    requireNonNull(servers, "servers is null");
  }
}
