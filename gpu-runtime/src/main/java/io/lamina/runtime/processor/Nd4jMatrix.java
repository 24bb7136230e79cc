package io.lamina.runtime.processor;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Shapes;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Columns of an ND4J array in column-major order.
 *
 * @param block the whole array
 * @param address of the first value, for the host's passes
 * @param from the place of the first value in the array
 */
record Nd4jMatrix(Block block, FloatPointer address, int from, int rows, int columns)
    implements Matrix {

  /** All of an array. */
  static Nd4jMatrix of(INDArray array) {
    return new Nd4jMatrix(
        new Block(array),
        new FloatPointer(array.data().addressPointer()),
        0,
        Math.toIntExact(array.size(0)),
        Math.toIntExact(array.size(1)));
  }

  /**
   * A matrix as one of this device.
   *
   * @throws IllegalArgumentException if it is of another
   */
  static Nd4jMatrix of(Matrix matrix) {
    if (matrix instanceof Nd4jMatrix own) {
      return own;
    }
    throw new IllegalArgumentException("a matrix of another device: " + matrix.getClass());
  }

  @Override
  public Nd4jMatrix columns(int first, int count) {
    if (first < 0 || count < 0 || first + count > columns) {
      throw new IllegalArgumentException(
          "columns " + first + " to " + (first + count) + " of " + columns);
    }
    return new Nd4jMatrix(block, at(first * rows), from + first * rows, rows, count);
  }

  @Override
  public Nd4jMatrix ofHeight(int height) {
    Shapes.requireHeight(this, height);
    return new Nd4jMatrix(block, address, from, height, size() / height);
  }

  /** Copies {@code count} values, beginning at {@code offset}, to the host's array. */
  void get(int offset, float[] target, int targetOffset, int count) {
    at(offset).get(target, targetOffset, count);
  }

  /** Copies {@code count} values from the host's array to {@code offset}. */
  void put(int offset, float[] source, int sourceOffset, int count) {
    at(offset).put(source, sourceOffset, count);
    written();
  }

  /**
   * Copies {@code count} values as their bits, beginning at {@code offset}, to the host's array.
   */
  void getBits(int offset, int[] target, int count) {
    new IntPointer(at(offset)).get(target, 0, count);
  }

  /** Copies {@code count} values given as bits to {@code offset}. */
  void putBits(int offset, int[] source, int count) {
    new IntPointer(at(offset)).put(source, 0, count);
    written();
  }

  /** Its values have changed: copies of them are no longer good. */
  void written() {
    block.writes++;
  }

  private FloatPointer at(int offset) {
    return address.getPointer((long) offset);
  }

  /** An array, of which several matrices may be parts. */
  static final class Block {
    private final INDArray array;
    private long writes;

    Block(INDArray array) {
      this.array = array;
    }

    /** All its values. */
    int size() {
      return Math.toIntExact(array.length());
    }

    /** How often it was written to: its values are the same as long as this is. */
    long writes() {
      return writes;
    }
  }
}
