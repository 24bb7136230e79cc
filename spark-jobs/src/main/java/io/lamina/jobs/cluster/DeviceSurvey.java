package io.lamina.jobs.cluster;

import io.lamina.zoo.plan.DeviceKind;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What the executors have to compute on, and what a run takes of it.
 *
 * @param executors that have answered, at least one
 */
record DeviceSurvey(List<ExecutorDevices> executors) {
  DeviceSurvey {
    executors = List.copyOf(executors);
  }

  /**
   * Asks all executors, by a short job. One that is busy for long is passed over: its tasks say so
   * if it lacks the kind.
   */
  static DeviceSurvey of(JavaSparkContext spark) {
    return new DeviceSurvey(
        List.copyOf(
            new EveryExecutor(spark)
                .ask("which devices the executors have", ExecutorDevices::here)
                .values()));
  }

  /**
   * The most preferred of the allowed kinds that all executors have.
   *
   * @throws ClusterException if there is none; the message says what each has
   */
  RunDevice best(DeviceRequest request) {
    return request.candidates().stream()
        .filter(kind -> executors.stream().allMatch(each -> each.has(kind)))
        .map(kind -> new RunDevice(kind, request.provider(kind), memory(kind)))
        .findFirst()
        .orElseThrow(
            () ->
                new ClusterException(
                    String.format(
                        "resources.device is %s, but not all executors have such a device: %s (set"
                            + " it to a kind that all have)",
                        request.choice(), shown(request.candidates()))));
  }

  private String shown(List<DeviceKind> wanted) {
    return executors.stream()
        .map(executor -> executor.shown(wanted))
        .distinct()
        .collect(Collectors.joining("; "));
  }

  /** The least memory of its own that a device of a kind has; 0 if it shares the process's. */
  private long memory(DeviceKind kind) {
    return executors.stream().mapToLong(each -> each.memory().get(kind)).min().orElse(0);
  }
}
