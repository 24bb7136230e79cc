package io.lamina.zoo.tables;

import java.util.Random;

/** A column of a table, which depends on the hidden factors of a row. */
interface TableColumn {
  String name();

  /** Whether it holds words. */
  default boolean isCategorical() {
    return false;
  }

  /** What a row has here. */
  String cell(double[] factors, Random random);

  /** Random numbers of variance 1 / count, each the weight of a factor. */
  static double[] weights(int count, Random random) {
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      weights[i] = random.nextGaussian() / Math.sqrt(count);
    }
    return weights;
  }

  /** The weighted sum of the factors. */
  static double sum(double[] weights, double[] factors) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * factors[i];
    }
    return sum;
  }
}
