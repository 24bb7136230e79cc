package io.lamina.zoo.geometry;

/** The non-linearity of a layer's units. */
public enum Activation {
  /** {@code 1 / (1 + exp(-x))}, codes in (0, 1). */
  SIGMOID,
  /** Hyperbolic tangent, codes in (-1, 1). */
  TANH,
  /** {@code max(0, x)} (Nair and Hinton, ICML 2010); its slope at 0 is taken as 0. */
  RECTIFIER,
  /** {@code x} itself. */
  LINEAR
}
