package io.lamina.zoo.tables;

import java.util.Random;

/**
 * A part of a class: a normal distribution of a row's hidden factors.
 *
 * @param label the class
 * @param centre the factors' means
 * @param width the factors' standard deviations
 */
record Cluster(int label, double[] centre, double[] width) {
  static Cluster drawn(int label, int factors, Random random) {
    double[] centre = new double[factors];
    double[] width = new double[factors];
    for (int i = 0; i < factors; i++) {
      centre[i] = 1.4 * random.nextGaussian();
      width[i] = 0.3 + 0.5 * random.nextDouble();
    }
    return new Cluster(label, centre, width);
  }

  double[] draw(Random random) {
    double[] factors = new double[centre.length];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = centre[i] + width[i] * random.nextGaussian();
    }
    return factors;
  }
}
