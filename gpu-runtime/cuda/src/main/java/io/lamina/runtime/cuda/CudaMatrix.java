package io.lamina.runtime.cuda;

import io.lamina.runtime.device.Matrix;
import java.util.Locale;

/** Columns of a block of a card's memory. */
final class CudaMatrix implements Matrix {
  private final Block block;
  private final int from;
  private final int columns;

  private CudaMatrix(Block block, int from, int columns) {
    this.block = block;
    this.from = from;
    this.columns = columns;
  }

  /** All of a block. */
  static CudaMatrix of(Block block) {
    return new CudaMatrix(block, 0, block.columns());
  }

  /**
   * A matrix as one of a card.
   *
   * @throws IllegalArgumentException if it is of another device
   */
  static CudaMatrix of(Matrix matrix) {
    if (matrix instanceof CudaMatrix own) {
      return own;
    }
    throw new IllegalArgumentException("a matrix of another device: " + matrix.getClass());
  }

  @Override
  public int rows() {
    return block.rows();
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public CudaMatrix columns(int from, int count) {
    if (from < 0 || count < 0 || count > columns - from) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "columns %d to %d of %d", from, from + count - 1, columns));
    }
    return new CudaMatrix(block, this.from + from, count);
  }

  /** The first column's place in the block. */
  int from() {
    return from;
  }

  /** Where its values are. */
  long address() {
    return block.address() + (long) from * block.rows() * Float.BYTES;
  }

  /** The memory that it shares with other columns. */
  Block block() {
    return block;
  }

  /**
   * The memory of a whole matrix.
   *
   * @param address of its values, column by column
   */
  record Block(long address, int rows, int columns) {}
}
