package io.lamina.jobs.training.work;

import io.lamina.runtime.train.MiniBatch;
import java.util.Locale;
import java.util.Optional;

/**
 * How far the values of a feature lie from their mean, a layer's inputs being real numbers.
 * Gaussian visible units, and linear ones with a squared error, are made for variance 1: with
 * values of hundreds a step throws all units out of their range, with values of hundredths nothing
 * is learnt.
 *
 * @param deviation the root of the mean of the features' variances
 */
public record InputSpread(double deviation) {
  /** What gives the first layer values of that size. */
  static final String REMEDY = "let data.preprocessing end with {kind: standardise}";

  private static final String REMEDY_OF_CODES =
      "learn from codes of this size by an autoencoder, or with visible: bernoulli where they are"
          + " in [0, 1]";

  /** Whitened and contrast-normalised values may well be a few times as wide, or as narrow. */
  private static final double FAR = 10;

  /** Of some examples, at least one. */
  public static InputSpread of(MiniBatch examples) {
    int inputs = examples.inputs();
    double variance = 0;
    for (int i = 0; i < inputs; i++) {
      variance += variance(examples, i) / inputs;
    }
    return new InputSpread(Math.sqrt(variance));
  }

  private static double variance(MiniBatch examples, int feature) {
    double mean = 0;
    for (int e = 0; e < examples.size(); e++) {
      mean += (double) examples.values()[e * examples.inputs() + feature] / examples.size();
    }
    double variance = 0;
    for (int e = 0; e < examples.size(); e++) {
      double difference = examples.values()[e * examples.inputs() + feature] - mean;
      variance += difference * difference / examples.size();
    }
    return variance;
  }

  /**
   * What to tell the user; nothing if the values are of the size that the layer is made for.
   *
   * @param layer which reads the values, counted from 0
   */
  public Optional<String> note(int layer) {
    return deviation >= 1 / FAR && deviation <= FAR
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "layer %d reads values with a standard deviation of %.3g and is made for 1: it may"
                    + " learn nothing, or diverge (%s)",
                layer + 1,
                deviation,
                layer == 0 ? REMEDY : REMEDY_OF_CODES));
  }
}
