package io.lamina.runtime.device;

/**
 * The memory of an executor process.
 *
 * @param total bytes of the whole process
 * @param matrices bytes of it outside the Java heap for matrices
 */
public record ProcessMemory(long total, long matrices) {
  public ProcessMemory {
    if (matrices < 0 || total < matrices) {
      throw new IllegalArgumentException(
          matrices + " bytes for matrices of " + total + ": must be a part of it");
    }
  }
}
