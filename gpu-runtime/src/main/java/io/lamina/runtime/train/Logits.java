package io.lamina.runtime.train;

import java.util.ArrayList;
import java.util.List;

/** What a softmax layer gives for some examples. Immutable. */
public final class Logits {
  private final float[] values;
  private final int classes;

  /**
   * @param values a logit for each class, one example after the other; not copied
   * @param classes at least 1
   */
  public Logits(float[] values, int classes) {
    if (classes < 1 || values.length % classes != 0) {
      throw new IllegalArgumentException(values.length + " logits of " + classes + " classes");
    }
    this.values = values;
    this.classes = classes;
  }

  /** What each example is taken for. */
  public List<Prediction> predictions() {
    List<Prediction> predictions = new ArrayList<>();
    for (int from = 0; from < values.length; from += classes) {
      predictions.add(Prediction.of(values, from, classes));
    }
    return predictions;
  }

  /** The probability of each class, one example after the other; those of an example sum to 1. */
  public float[] probabilities() {
    float[] probabilities = new float[values.length];
    double[] shares = new double[classes];
    for (int from = 0; from < values.length; from += classes) {
      double sum = shares(from, shares);
      for (int i = 0; i < classes; i++) {
        probabilities[from + i] = (float) (shares[i] / sum);
      }
    }
    return probabilities;
  }

  /** Relative to the most probable class, so that nothing overflows. */
  private double shares(int from, double[] shares) {
    float highest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < classes; i++) {
      highest = Math.max(highest, values[from + i]);
    }
    double sum = 0;
    for (int i = 0; i < classes; i++) {
      shares[i] = StrictMath.exp((double) values[from + i] - highest);
      sum += shares[i];
    }
    return sum;
  }
}
