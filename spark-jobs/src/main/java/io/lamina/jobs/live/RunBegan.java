package io.lamina.jobs.live;

import static java.util.Objects.requireNonNull;

import org.apache.spark.scheduler.SparkListenerEvent;

/**
 * A run has its cluster and its device, and begins; as Spark's listeners hear of it and its event
 * log has it.
 *
 * @param plan its name
 * @param model the name that its version will have
 * @param device that all executors compute on
 * @param executors that were asked for
 * @param heap of an executor, in bytes
 * @param matrices the memory of an executor outside of its heap, in bytes
 * @param time when, in milliseconds since 1970
 */
public record RunBegan(
    String plan, String model, String device, int executors, long heap, long matrices, long time)
    implements SparkListenerEvent {
  public RunBegan {
    requireNonNull(plan, "plan is null");
    requireNonNull(model, "model is null");
    requireNonNull(device, "device is null");
  }

  @Override
  public boolean logEvent() {
    return true;
  }
}
