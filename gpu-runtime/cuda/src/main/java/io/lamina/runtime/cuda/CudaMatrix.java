package io.lamina.runtime.cuda;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Shapes;
import java.util.Locale;

/** Columns of a block of a card's memory. */
final class CudaMatrix implements Matrix {
  private final Block block;
  private final long from;
  private final int rows;
  private final int columns;

  private CudaMatrix(Block block, long from, int rows, int columns) {
    this.block = block;
    this.from = from;
    this.rows = rows;
    this.columns = columns;
  }

  /** All of the values at an address. */
  static CudaMatrix of(long address, int rows, int columns) {
    return new CudaMatrix(new Block(address, (long) rows * columns), 0, rows, columns);
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
    return rows;
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
    return new CudaMatrix(block, this.from + (long) from * rows, rows, count);
  }

  @Override
  public CudaMatrix ofHeight(int height) {
    Shapes.requireHeight(this, height);
    return new CudaMatrix(block, from, height, size() / height);
  }

  /** The place of the first value in the block. */
  long from() {
    return from;
  }

  /** Where its values are. */
  long address() {
    return block.address + from * Float.BYTES;
  }

  /** The memory that it shares with other columns. */
  Block block() {
    return block;
  }

  /** Its values change: copies of them are no longer good. */
  void written() {
    block.writes++;
  }

  /** Memory of a card, of which several matrices may be parts. */
  static final class Block {
    private final long address;
    private final long size;
    private long writes;

    private Block(long address, long size) {
      this.address = address;
      this.size = size;
    }

    /** All its values. */
    long size() {
      return size;
    }

    /** How often it was written to: its values are the same as long as this is. */
    long writes() {
      return writes;
    }
  }
}
