package io.lamina.runtime.device;

/**
 * A matrix of 32-bit floats in a device's memory, column by column without gaps. Examples are
 * columns. A matrix belongs to the {@link Operations} that allocated it and dies with them.
 */
public interface Matrix {
  int rows();

  int columns();

  /** The columns {@code from} to {@code from + count - 1}, sharing this matrix's memory. */
  Matrix columns(int from, int count);

  /** The number of values. */
  default int size() {
    return Math.multiplyExact(rows(), columns());
  }
}
