package io.lamina.zoo.tables;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A part of a class: a normal distribution of a row's hidden factors, which are independent here.
 *
 * @param label the class
 * @param factors of each its distribution
 */
record Cluster(int label, List<Factor> factors) {
  Cluster {
    factors = List.copyOf(factors);
  }

  /** The normal distribution of a factor. */
  record Factor(double mean, double deviation) {}

  static Cluster drawn(int label, int factors, Random random) {
    return new Cluster(label, Stream.generate(() -> factor(random)).limit(factors).toList());
  }

  private static Factor factor(Random random) {
    double mean = 1.4 * random.nextGaussian();
    return new Factor(mean, 0.3 + 0.5 * random.nextDouble());
  }

  double[] draw(Random random) {
    return factors.stream()
        .mapToDouble(factor -> factor.mean() + factor.deviation() * random.nextGaussian())
        .toArray();
  }
}
