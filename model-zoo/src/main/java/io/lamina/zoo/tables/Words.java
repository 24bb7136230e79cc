package io.lamina.zoo.tables;

import java.util.Random;

/**
 * One of several words: the one that the factors favour most, with some chance.
 *
 * @param weights of the factors, for each word
 */
record Words(String name, double[][] weights) implements TableColumn {
  private static final String[] WORDS = {
    "amber", "birch", "coral", "delta", "ember", "fjord", "grove", "haven"
  };

  static Words drawn(String name, int factors, Random random) {
    double[][] weights = new double[2 + random.nextInt(WORDS.length - 1)][];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = TableColumn.weights(factors, random);
    }
    return new Words(name, weights);
  }

  @Override
  public boolean isCategorical() {
    return true;
  }

  @Override
  public String cell(double[] factors, Random random) {
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < weights.length; i++) {
      double value = TableColumn.sum(weights[i], factors) + 0.7 * random.nextGaussian();
      if (value > highest) {
        highest = value;
        best = i;
      }
    }
    return WORDS[best];
  }
}
