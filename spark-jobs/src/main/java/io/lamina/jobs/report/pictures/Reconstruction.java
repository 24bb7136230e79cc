package io.lamina.jobs.report.pictures;

import java.io.Serializable;

/**
 * An example beside what the pretrained layers made of it. The arrays are shared, not copied.
 *
 * @param original the example's features
 * @param reconstructed as many values, decoded from its code
 */
@SuppressWarnings("ArrayRecordComponent") // shown, never compared
public record Reconstruction(float[] original, float[] reconstructed) implements Serializable {
  private static final long serialVersionUID = 1;

  public Reconstruction {
    if (original.length != reconstructed.length) {
      throw new IllegalArgumentException(
          "an example of "
              + original.length
              + " features has a reconstruction of "
              + reconstructed.length);
    }
  }

  /** The mean of the squared differences. */
  public double meanSquaredError() {
    double sum = 0;
    for (int i = 0; i < original.length; i++) {
      double difference = original[i] - reconstructed[i];
      sum += difference * difference;
    }
    return sum / original.length;
  }

  /** The feature that was reconstructed worst. */
  public int worstFeature() {
    int worst = 0;
    for (int i = 1; i < original.length; i++) {
      if (difference(i) > difference(worst)) {
        worst = i;
      }
    }
    return worst;
  }

  private float difference(int feature) {
    return Math.abs(original[feature] - reconstructed[feature]);
  }
}
