package io.lamina.zoo.plan.layer;

/** Whose weights a decoder uses. */
public enum Weights {
  /** The encoder's, transposed. */
  TIED,
  /** Its own. */
  UNTIED
}
