package io.lamina.runtime.processor;

import io.lamina.runtime.device.Matrix;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * An ND4J array in column-major order, and the address of its first value for the host's passes.
 */
record Nd4jMatrix(INDArray array, FloatPointer address) implements Matrix {

  static Nd4jMatrix of(INDArray array) {
    FloatPointer buffer = new FloatPointer(array.data().addressPointer());
    return new Nd4jMatrix(array, buffer);
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
  public int rows() {
    return (int) array.size(0);
  }

  @Override
  public int columns() {
    return (int) array.size(1);
  }

  @Override
  public Nd4jMatrix columns(int from, int count) {
    INDArray view = array.get(NDArrayIndex.all(), NDArrayIndex.interval(from, from + count));
    return new Nd4jMatrix(view, address.getPointer((long) from * rows()));
  }

  /** Copies {@code count} values, beginning at {@code offset}, to the host's array. */
  void get(int offset, float[] target, int targetOffset, int count) {
    at(offset).get(target, targetOffset, count);
  }

  /** Copies {@code count} values from the host's array to {@code offset}. */
  void put(int offset, float[] source, int sourceOffset, int count) {
    at(offset).put(source, sourceOffset, count);
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
  }

  private FloatPointer at(int offset) {
    return address.getPointer((long) offset);
  }
}
