package io.lamina.zoo.tables;

import java.util.Random;

/**
 * Whole numbers from 0 to 15.
 *
 * @param weights of the factors
 * @param middle about which the numbers lie
 * @param noise the standard deviation of what depends on nothing
 */
record WholeNumbers(String name, Weights weights, double middle, double noise)
    implements TableColumn {
  private static final int HIGHEST = 15;

  static WholeNumbers drawn(String name, int factors, Random random) {
    Weights weights = Weights.drawn(factors, random);
    return new WholeNumbers(
        name, weights, 4 + 7 * random.nextDouble(), 0.5 + 1.5 * random.nextDouble());
  }

  @Override
  public String cell(double[] factors, Random random) {
    double value = middle + 2.5 * weights.sum(factors) + noise * random.nextGaussian();
    return Long.toString(Math.round(Math.min(HIGHEST, Math.max(0, value))));
  }
}
