package io.lamina.jobs.cluster;

/**
 * The Java heap of the driver.
 *
 * @param heap bytes it may grow to
 */
public record DriverBudget(long heap) {
  private static final long MIB = 1L << 20;

  /** Spark's driver, classes and network buffers: an estimate, as these are not computed. */
  private static final long OWN = 200 * MIB;

  /** Some collectors keep a part of {@code -Xmx} free: at most one part in so many. */
  private static final int KEPT_FREE = 20;

  /** Of this process. */
  public static DriverBudget ofThisProcess() {
    return new DriverBudget(Runtime.getRuntime().maxMemory());
  }

  /** Whether a need fits. */
  public boolean holds(long bytes) {
    return OWN + bytes <= heap;
  }

  /**
   * Makes sure that a need fits.
   *
   * @param what needs it, for messages
   * @param bytes of the heap
   * @throws MemoryException with the {@code -Xmx} that would do
   */
  public void require(String what, long bytes) {
    long needed = OWN + bytes;
    if (!holds(bytes)) {
      throw MemoryException.ofDriver(heap, needed + needed / KEPT_FREE, what);
    }
  }
}
