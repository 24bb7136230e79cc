package io.lamina.runtime.nd4j;

import io.lamina.runtime.device.Sums;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** An ND4J array of doubles, one column. */
record ArraySums(INDArray array) implements Sums {
  /**
   * The sums of this device.
   *
   * @throws IllegalArgumentException if they are of another
   */
  static ArraySums of(Sums sums) {
    if (sums instanceof ArraySums own) {
      return own;
    }
    throw new IllegalArgumentException("sums of another device: " + sums.getClass());
  }

  /** The first numbers, so many; shares their memory. */
  INDArray first(int numbers) {
    return array.get(NDArrayIndex.interval(0, numbers), NDArrayIndex.all());
  }

  /** Adds the sum of all values of a column or matrix, times a factor, to the first number. */
  void add(double factor, INDArray doubles) {
    first(1).addi(doubles.sum(true, 0, 1).muli(factor));
  }

  @Override
  public int count() {
    return (int) array.size(0);
  }
}
