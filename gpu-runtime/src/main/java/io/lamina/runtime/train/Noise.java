package io.lamina.runtime.train;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.geometry.Activation;

/** Noise on the examples of a mini-batch, on a device. */
@FunctionalInterface
interface Noise {
  /** Writes the examples with noise, which the key decides, to a matrix of the same shape. */
  void add(Operations operations, Matrix clean, RandomKey key, Matrix noisy);

  /** A copy. */
  static Noise none() {
    return masking(0);
  }

  /** A value is set to 0 with a probability. */
  static Noise masking(double probability) {
    return (operations, clean, key, noisy) -> operations.mask(clean, probability, 1f, key, noisy);
  }

  /**
   * A value is set to its lowest or its highest with a probability.
   *
   * @param input what made the examples
   */
  static Noise saltAndPepper(double probability, Activation input) {
    float lowest = input == Activation.TANH ? -1 : 0;
    return (operations, clean, key, noisy) ->
        operations.saltAndPepper(clean, probability, lowest, 1f, key, noisy);
  }

  /** Normal noise of a standard deviation. */
  static Noise gaussian(double deviation) {
    return (operations, clean, key, noisy) -> operations.addNoise(clean, deviation, key, noisy);
  }
}
