package io.lamina.jobs.doctor;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.cluster.ClusterSettings;
import io.lamina.zoo.plan.PlanText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is to be examined.
 *
 * @param plan the text of a plan; if empty, what any plan needs is looked at
 * @param overrides changes of the plan
 * @param dataRoot the directory that the plan's data paths are relative to
 * @param master the Spark cluster; empty for that of spark-submit, or an embedded one
 * @param executors how many are asked for
 * @param executorGpus how many cards each executor is to have, if that is asked for
 */
public record Patient(
    Optional<PlanText> plan,
    List<String> overrides,
    String dataRoot,
    Optional<String> master,
    OptionalInt executors,
    OptionalInt executorGpus) {
  public Patient {
    requireNonNull(plan, "plan is null");
    overrides = List.copyOf(overrides);
    requireNonNull(dataRoot, "dataRoot is null");
    requireNonNull(master, "master is null");
    requireNonNull(executors, "executors is null");
    requireNonNull(executorGpus, "executorGpus is null");
  }

  /**
   * Where it would be trained.
   *
   * @param logs the directory for the executors' logs
   */
  ClusterSettings cluster(Path logs) {
    return new ClusterSettings("doctor", master, executors, executorGpus, logs);
  }
}
