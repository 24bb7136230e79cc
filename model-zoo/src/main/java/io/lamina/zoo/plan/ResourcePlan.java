package io.lamina.zoo.plan;

/**
 * What an executor may use.
 *
 * @param executorMemory bytes an executor process may take in all: heap, native memory and the JVM
 */
public record ResourcePlan(long executorMemory) {
  public static final Range EXECUTOR_MEMORY = Range.closed(256L << 20, 16L << 40);

  public ResourcePlan {
    EXECUTOR_MEMORY.require("executorMemory", (double) executorMemory);
  }
}
