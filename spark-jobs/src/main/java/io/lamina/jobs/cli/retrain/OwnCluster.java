package io.lamina.jobs.cli.retrain;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.cli.job.RunOptions;
import io.lamina.jobs.cli.job.RunOrder;
import io.lamina.jobs.cluster.Cluster;
import io.lamina.jobs.cluster.DeviceRequest;
import io.lamina.jobs.cluster.MemoryBudget;
import io.lamina.runtime.device.Devices;
import io.lamina.zoo.plan.TrainingPlan;
import java.nio.file.Path;

/**
 * A cluster for what is done before or after a run, such as the run has one.
 *
 * @param plan of the run
 * @param order of the run
 * @param options of the run
 */
record OwnCluster(TrainingPlan plan, RunOrder order, RunOptions options) {
  OwnCluster {
    requireNonNull(plan, "plan is null");
    requireNonNull(order, "order is null");
    requireNonNull(options, "options is null");
  }

  /** What each executor may use. */
  MemoryBudget budget() {
    return MemoryBudget.of(plan.resources());
  }

  /**
   * Starts it; the caller closes it.
   *
   * @param logs the directory of the executors' logs
   */
  Cluster start(Path logs) {
    return Cluster.start(
        options.cluster(plan.name(), order.master(), logs),
        budget(),
        new DeviceRequest(plan.resources(), Devices.find()));
  }
}
