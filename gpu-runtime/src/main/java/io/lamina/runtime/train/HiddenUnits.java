package io.lamina.runtime.train;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.plan.layer.Rbm.Hidden;

/** The hidden units of a Boltzmann machine. */
final class HiddenUnits {
  private final Hidden kind;
  private final Operations operations;
  private final Matrix nothing;

  HiddenUnits(Hidden kind, int units, Operations operations) {
    this.kind = kind;
    this.operations = operations;
    this.nothing = operations.allocate(units, 1);
  }

  /**
   * Turns products with the weights into the units' codes: the means of Bernoulli units, and what
   * rectified ones are without their noise.
   */
  void activate(Matrix products, Matrix bias) {
    Activation activation = kind == Hidden.BERNOULLI ? Activation.SIGMOID : Activation.RECTIFIER;
    operations.activate(products, bias, activation);
  }

  /** The same, and draws the units' states. */
  void activate(Matrix products, Matrix bias, RandomKey key, Matrix states) {
    if (kind == Hidden.BERNOULLI) {
      activate(products, bias);
      operations.sample(products, key, states);
    } else {
      operations.activate(products, bias, Activation.LINEAR);
      operations.sampleRectified(products, key, states);
      activate(products, nothing);
    }
  }
}
