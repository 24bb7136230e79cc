package io.lamina.zoo.plan.layer;

/** What an autoencoder minimises between its input {@code x} and its reconstruction {@code y}. */
public enum ReconstructionLoss {
  /**
   * {@code -Σ x log y + (1 - x) log(1 - y)}, summed over the inputs of an example, computed from
   * the logits; needs inputs in [0, 1].
   */
  CROSS_ENTROPY,
  /** {@code ½ Σ (y - x)²}, summed over the inputs of an example. */
  SQUARED_ERROR
}
