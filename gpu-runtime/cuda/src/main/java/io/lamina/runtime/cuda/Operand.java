package io.lamina.runtime.cuda;

/**
 * A matrix as cuBLASLt reads or writes it.
 *
 * @param address of its first value
 * @param layout of its values
 */
record Operand(long address, Layout layout) {
  /** What cuBLASLt may count on where it is not told more. */
  private static final long MOST_ALIGNED = 256;

  /**
   * Where values lie.
   *
   * @param step from a column to the next, in values
   * @param transposed whether a product takes the transpose
   * @param alignment a power of two that the address is a multiple of
   */
  record Layout(int rows, int columns, int step, boolean transposed, int alignment) {}

  /** Of a matrix whose columns are so many values apart. */
  static Operand of(long address, CudaMatrix matrix, int step, boolean transposed) {
    int alignment = (int) Math.min(MOST_ALIGNED, Long.lowestOneBit(address));
    return new Operand(
        address, new Layout(matrix.rows(), matrix.columns(), step, transposed, alignment));
  }
}
