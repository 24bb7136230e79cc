package io.lamina.jobs.cluster;

import io.lamina.runtime.device.ProcessMemory;
import io.lamina.zoo.plan.ResourcePlan;
import java.util.Comparator;
import java.util.List;
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
   * Spark refuses to start an executor with less than 450 MiB, not counting the space that the
   * collector keeps free. With the least that a plan may give, 160 MiB are left for matrices.
   */
  private static final long LEAST_HEAP = 480 * MIB;

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
    require(List.of(need));
  }

  /**
   * Makes sure that each of several needs fits, one after the other.
   *
   * @throws MemoryException with the memory that would do for all
   */
  public void require(List<MemoryNeed> needs) {
    needs.stream()
        .filter(need -> !holds(need))
        .max(Comparator.comparingLong(MemoryBudget::executorFor))
        .ifPresent(
            need -> {
              throw new MemoryException(executor, executorFor(need), need.what());
            });
  }

  /** Whether a need fits. */
  public boolean holds(MemoryNeed need) {
    return heapFor(need) <= heap && nativeFor(need) <= nativeMemory;
  }

  private static long heapFor(MemoryNeed need) {
    return SPARK_RESERVED + need.heap();
  }

  private static long nativeFor(MemoryNeed need) {
    return LEAST_NATIVE + need.nativeMemory();
  }

  /** The least executor that holds a need. */
  private static long executorFor(MemoryNeed need) {
    long heap = heapFor(need);
    long matrices = nativeFor(need);
    long byNative = JVM + Math.max(matrices * NATIVE_SHARE, matrices + LEAST_HEAP);
    long byHeap = JVM + heap + Math.max(LEAST_NATIVE, heap / (NATIVE_SHARE - 1));
    return Math.max(byNative, byHeap);
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
