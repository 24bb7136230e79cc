package io.lamina.zoo.network;

import java.util.SplittableRandom;

/** Numbers to try a network on, the same in every run. */
final class Examples {
  private final SplittableRandom random;

  Examples(long seed) {
    this.random = new SplittableRandom(seed);
  }

  float[] parameters(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }

  /** Examples as DL4J reads them, one a row. */
  float[][] batch(int size, int inputs) {
    float[][] rows = new float[size][inputs];
    for (float[] row : rows) {
      for (int i = 0; i < inputs; i++) {
        row[i] = (float) random.nextDouble();
      }
    }
    return rows;
  }

  static double[] toDoubles(float[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i];
    }
    return result;
  }
}
