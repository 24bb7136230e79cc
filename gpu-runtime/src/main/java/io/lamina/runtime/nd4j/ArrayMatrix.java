package io.lamina.runtime.nd4j;

import io.lamina.runtime.device.Factor;
import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Shapes;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** An ND4J array of floats in column-major order, wherever its backend keeps it. */
record ArrayMatrix(INDArray array) implements Matrix {
  /**
   * The array of a matrix.
   *
   * @throws IllegalArgumentException if the matrix is of another device
   */
  static INDArray of(Matrix matrix) {
    if (matrix instanceof ArrayMatrix own) {
      return own.array;
    }
    throw new IllegalArgumentException("a matrix of another device: " + matrix.getClass());
  }

  /** A factor as ND4J multiplies it: a transpose is a view. */
  static INDArray of(Factor factor) {
    INDArray array = of(factor.matrix());
    return factor.transposed() ? array.transpose() : array;
  }

  /** A copy in double precision. */
  static INDArray doubles(Matrix matrix) {
    return of(matrix).castTo(DataType.DOUBLE);
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
  public ArrayMatrix columns(int from, int count) {
    return new ArrayMatrix(
        array.get(NDArrayIndex.all(), NDArrayIndex.interval(from, from + count)));
  }

  @Override
  public ArrayMatrix ofHeight(int height) {
    Shapes.requireHeight(this, height);
    return new ArrayMatrix(array.reshape('f', height, size() / height));
  }
}
