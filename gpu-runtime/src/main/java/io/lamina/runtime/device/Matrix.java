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

  /**
   * The same values, column by column, as columns of another height; they share this matrix's
   * memory.
   *
   * @param height rows of the new matrix, a divisor of {@link #size}
   */
  Matrix ofHeight(int height);

  /** As a factor of a product. */
  default Factor plain() {
    return new Factor(this, false);
  }

  /** Its transpose as a factor of a product; nothing is copied. */
  default Factor transposed() {
    return new Factor(this, true);
  }

  /** The number of values. */
  default int size() {
    return Math.multiplyExact(rows(), columns());
  }
}
