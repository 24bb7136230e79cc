package io.lamina.zoo.tables;

import java.util.Locale;
import java.util.Random;

/**
 * Amounts, most of them small and some of them very large (log-normal).
 *
 * @param weights of the factors
 * @param scale what half of the rows lie below, where the factors are zero
 */
record HeavyTail(String name, Weights weights, double scale) implements TableColumn {
  static HeavyTail drawn(String name, int factors, Random random) {
    Weights weights = Weights.drawn(factors, random);
    return new HeavyTail(name, weights, StrictMath.pow(10, 3 * random.nextDouble()));
  }

  @Override
  public String cell(double[] factors, Random random) {
    double exponent = 0.8 * weights.sum(factors) + 0.6 * random.nextGaussian();
    return String.format(Locale.ROOT, "%.2f", scale * StrictMath.exp(exponent));
  }
}
