package io.lamina.zoo.plan;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.yaml.Range;

/**
 * What an executor may use.
 *
 * @param executorMemory bytes an executor process may take in all: heap, native memory and the JVM
 * @param device the kind of device all of a run computes on
 */
public record ResourcePlan(long executorMemory, DeviceChoice device) {
  /** What an executor takes that has nothing to train yet: its JVM, Spark, BLAS. */
  public static final long LEAST_EXECUTOR_MEMORY = 808L << 20;

  public static final Range EXECUTOR_MEMORY = Range.closed(LEAST_EXECUTOR_MEMORY, 16L << 40);

  public ResourcePlan {
    EXECUTOR_MEMORY.require("executorMemory", (double) executorMemory);
    requireNonNull(device, "device is null");
  }
}
