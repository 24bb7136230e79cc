package io.lamina.jobs.training;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.cluster.Cluster;
import io.lamina.jobs.cluster.MemoryBudget;
import io.lamina.jobs.training.servers.ServerChoice;
import io.lamina.zoo.plan.DeviceKind;

/**
 * Where a run computes.
 *
 * @param cluster which runs its tasks
 * @param budget what each of the executors may use
 * @param servers which parameter servers it has
 */
public record RunPlace(Cluster cluster, MemoryBudget budget, ServerChoice servers) {
  public RunPlace {
    requireNonNull(cluster, "cluster is null");
    requireNonNull(budget, "budget is null");
    requireNonNull(servers, "servers is null");
  }

  /** The kind of device of everything that the run does. */
  DeviceKind device() {
    return cluster.device().kind();
  }

  /**
   * The tasks that work side by side, at least one.
   *
   * @param shards of the run: no more tasks than these have work
   */
  int tasks(int shards) {
    return Math.min(shards, Math.max(1, cluster.watch().slots()));
  }
}
