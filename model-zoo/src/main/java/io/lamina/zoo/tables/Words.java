package io.lamina.zoo.tables;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * One of several words: the one that the factors favour most, with some chance.
 *
 * @param weights of the factors, for each word
 */
record Words(String name, List<Weights> weights) implements TableColumn {
  private static final List<String> WORDS =
      List.of("amber", "birch", "coral", "delta", "ember", "fjord", "grove", "haven");

  Words {
    weights = List.copyOf(weights);
  }

  static Words drawn(String name, int factors, Random random) {
    int words = 2 + random.nextInt(WORDS.size() - 1);
    return new Words(
        name, Stream.generate(() -> Weights.drawn(factors, random)).limit(words).toList());
  }

  @Override
  public boolean isCategorical() {
    return true;
  }

  @Override
  public String cell(double[] factors, Random random) {
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < weights.size(); i++) {
      double value = weights.get(i).sum(factors) + 0.7 * random.nextGaussian();
      if (value > highest) {
        highest = value;
        best = i;
      }
    }
    return WORDS.get(best);
  }
}
