package io.lamina.benchmarks;

import io.lamina.runtime.device.RandomKey;
import java.util.Locale;

/**
 * The step that is compared: a denoising autoencoder with tied weights, sigmoid units,
 * cross-entropy, masking noise, plain gradient descent.
 *
 * @param inputs values of an example
 * @param units hidden units
 * @param batch examples in a mini-batch
 */
record StepShape(int inputs, int units, int batch) {
  static final double CORRUPTION = 0.3;
  static final double LEARNING_RATE = 0.1;

  /** Mini-batches that take turns, so that none is always in the cache. */
  static final int MINI_BATCHES = 8;

  private static final float BLANK = 0.8f;

  /** What the script of PyTorch calls this step. */
  String inTorch(String formulation, String format) {
    return String.format(Locale.ROOT, "%s %s %d %d %d", formulation, format, inputs, units, batch);
  }

  /** Mini-batch {@code number}: one example after the other, four values in five zero. */
  float[] examples(int number) {
    RandomKey key = RandomKey.of(1).with(number);
    float[] values = new float[inputs * batch];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, key.uniform(i) - BLANK) / (1 - BLANK);
    }
    return values;
  }
}
