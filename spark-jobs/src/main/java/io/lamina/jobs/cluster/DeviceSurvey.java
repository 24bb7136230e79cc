package io.lamina.jobs.cluster;

import io.lamina.zoo.plan.DeviceKind;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
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
   * if it lacks the kind. An executor whose device fails while it starts gives no answer, and Spark
   * might start others in its place again and again: the questions end with the first.
   *
   * @param patience how long the answers may take
   * @throws ClusterException if a device has failed, or nobody has answered
   */
  static DeviceSurvey of(JavaSparkContext spark, ExecutorWatch watch, Duration patience) {
    EveryExecutor executors = new EveryExecutor(spark);
    CompletableFuture<Collection<ExecutorDevices>> answers =
        CompletableFuture.supplyAsync(
            () -> executors.ask("which devices the executors have", ExecutorDevices::here).values(),
            DeviceSurvey::start);
    if (!watch.awaitAnswers(answers, patience)) {
      executors.giveUp();
      throw new ClusterException(
          String.format(
              Locale.ROOT,
              "no executor could say within %d seconds which devices it has (the executors' logs"
                  + " say why they end)",
              patience.toSeconds()));
    }
    return new DeviceSurvey(List.copyOf(answers.join()));
  }

  private static void start(Runnable question) {
    Thread thread = new Thread(question, "lamina-device-survey");
    thread.setDaemon(true);
    thread.start();
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
