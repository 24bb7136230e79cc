package io.lamina.zoo.plan;

/** What a run also makes of the same labels, for the pretrained network to be compared with. */
public enum Comparison {
  /** The same network from a random start, trained for as long. */
  SCRATCH,
  /**
   * Logistic regression on the inputs, as the network reads them: a softmax layer alone. It has no
   * settings of its own.
   */
  LINEAR,
  /** The nearest neighbour among the labeled examples, of the inputs as the network reads them. */
  NEAREST,
  /**
   * Logistic regression and the nearest neighbour on the codes of each pretrained layer, before
   * fine-tuning changes it.
   */
  CODES;

  /** Whether it tells classes, and so needs a network that does. */
  public boolean tellsClasses() {
    return this != SCRATCH;
  }
}
