package io.lamina.runtime.device;

/**
 * Where a workload's matrices lie.
 *
 * @param heap bytes on the Java heap
 * @param host bytes of the process outside its heap
 * @param device bytes of the device's own memory
 */
public record MatrixMemory(long heap, long host, long device) {
  public MatrixMemory {
    if (heap < 0 || host < 0 || device < 0) {
      throw new IllegalArgumentException(
          heap + ", " + host + " and " + device + " bytes: must not be negative");
    }
  }
}
