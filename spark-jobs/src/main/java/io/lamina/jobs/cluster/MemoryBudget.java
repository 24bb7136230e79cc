package io.lamina.jobs.cluster;

import io.lamina.runtime.device.ProcessMemory;
import io.lamina.zoo.plan.ResourcePlan;
import java.util.Locale;

/**
 * What an executor's memory goes to: all of it follows from the one number in the plan. Spark gets
 * the heap as {@code spark.executor.memory} and the rest as overhead, ND4J gets the native part.
 *
 * @param executor bytes of the whole process
 * @param heap bytes of the Java heap: Spark's blocks and the vectors on their way
 * @param nativeMemory bytes outside the heap for matrices
 */
public record MemoryBudget(long executor, long heap, long nativeMemory) {
  private static final long MIB = 1L << 20;

  /** Classes, compiled code, threads' stacks, network buffers: measured, not computed. */
  private static final long JVM = 200 * MIB;

  /** BLAS buffers, and the libraries themselves. */
  private static final long LEAST_NATIVE = 128 * MIB;

  /**
   * What is left of the least that a plan may give: 480 MiB. Spark refuses to start an executor
   * with less than 450, not counting the space that the collector keeps free.
   */
  private static final long LEAST_HEAP = ResourcePlan.LEAST_EXECUTOR_MEMORY - JVM - LEAST_NATIVE;

  /** What Spark keeps of the heap for itself. */
  private static final long SPARK_RESERVED = 300 * MIB;

  private static final int NATIVE_SHARE = 4;

  /** Shares out a plan's memory, which is at least what an executor itself takes. */
  public static MemoryBudget of(ResourcePlan resources) {
    long executor = resources.executorMemory();
    long free = executor - JVM;
    long nativeMemory = Math.min(free - LEAST_HEAP, Math.max(LEAST_NATIVE, free / NATIVE_SHARE));
    return new MemoryBudget(executor, free - nativeMemory, nativeMemory);
  }

  /**
   * Makes sure that a need fits.
   *
   * @param need of a task
   * @throws MemoryException with the memory that would do
   */
  public void require(MemoryNeed need) {
    long heapNeeded = SPARK_RESERVED + need.heap();
    long nativeNeeded = LEAST_NATIVE + need.nativeMemory();
    if (heapNeeded > heap || nativeNeeded > nativeMemory) {
      long byNative = JVM + Math.max(nativeNeeded * NATIVE_SHARE, nativeNeeded + LEAST_HEAP);
      long byHeap = JVM + heapNeeded + Math.max(LEAST_NATIVE, heapNeeded / (NATIVE_SHARE - 1));
      throw new MemoryException(executor, Math.max(byNative, byHeap), need.what());
    }
  }

  /** As providers of devices are told it. */
  ProcessMemory process() {
    return new ProcessMemory(executor, nativeMemory);
  }

  /** The part for neither heap nor matrices. */
  public long overhead() {
    return executor - heap;
  }

  /** The budget in a line for people. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d MiB an executor: %d heap, %d matrices, %d the JVM itself",
        executor / MIB,
        heap / MIB,
        nativeMemory / MIB,
        (executor - heap - nativeMemory) / MIB);
  }
}
