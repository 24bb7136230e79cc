package io.lamina.zoo.plan;

/** What the fine-tuning of a whole stack is for. */
public enum Objective {
  /** A softmax layer on top learns the classes of the labeled data. */
  CLASSIFY,
  /**
   * The stack is unrolled, its decoder on top of its encoder with weights of their own, and learns
   * to reconstruct the unlabeled data (Hinton and Salakhutdinov: Reducing the dimensionality of
   * data with neural networks, Science 313, 2006).
   */
  RECONSTRUCT
}
