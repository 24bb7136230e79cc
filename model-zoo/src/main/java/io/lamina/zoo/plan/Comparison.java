package io.lamina.zoo.plan;

/** What a run also trains, by the same labels, for the pretrained network to be compared with. */
public enum Comparison {
  /** The same network from a random start, trained for as long. */
  SCRATCH,
  /**
   * Logistic regression on the inputs, as the network reads them: a softmax layer alone. It has no
   * settings of its own.
   */
  LINEAR
}
