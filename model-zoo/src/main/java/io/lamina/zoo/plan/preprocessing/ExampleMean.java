package io.lamina.zoo.plan.preprocessing;

import java.util.Arrays;

/** Takes from every value of an example the mean of the example. */
final class ExampleMean {
  private ExampleMean() {}

  /** Changes the values in place. */
  static void remove(double[] example) {
    double mean = Arrays.stream(example).sum() / example.length;
    for (int i = 0; i < example.length; i++) {
      example[i] -= mean;
    }
  }
}
