package io.lamina.zoo.tables;

import java.util.Random;

/** How much each hidden factor of a row counts in a cell. Immutable. */
final class Weights {
  private final double[] each;

  private Weights(double[] each) {
    this.each = each;
  }

  /** Random numbers of variance 1 / count. */
  static Weights drawn(int count, Random random) {
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      weights[i] = random.nextGaussian() / Math.sqrt(count);
    }
    return new Weights(weights);
  }

  /** The weighted sum of the factors. */
  double sum(double[] factors) {
    double sum = 0;
    for (int i = 0; i < each.length; i++) {
      sum += each[i] * factors[i];
    }
    return sum;
  }
}
