package io.lamina.runtime.device;

import org.bytedeco.javacpp.FloatPointer;
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

  private FloatPointer at(int offset) {
    return address.getPointer((long) offset);
  }
}
