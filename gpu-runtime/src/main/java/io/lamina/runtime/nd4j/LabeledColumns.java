package io.lamina.runtime.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The labels of a matrix's columns, as arrays of doubles. */
final class LabeledColumns {
  private final int columns;
  private final double[] oneHot;
  private final double[] known;
  private final int classes;

  /**
   * @param labels of the first columns, -1 where a column has none
   */
  LabeledColumns(int classes, int[] labels, int columns) {
    this.classes = classes;
    this.columns = columns;
    this.oneHot = new double[Math.multiplyExact(classes, columns)];
    this.known = new double[columns];
    for (int j = 0; j < columns; j++) {
      if (labels[j] >= 0) {
        oneHot[j * classes + labels[j]] = 1;
        known[j] = 1;
      }
    }
  }

  /** 1 in the row of each column's label, else 0. */
  INDArray oneHot() {
    return Nd4j.create(oneHot, new long[] {classes, columns}, 'f');
  }

  /** A row: 1 for each column that has a label, else 0. */
  INDArray known() {
    return Nd4j.create(known, new long[] {1, columns}, 'f');
  }
}
