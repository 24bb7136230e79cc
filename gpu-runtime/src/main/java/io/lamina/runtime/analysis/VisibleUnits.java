package io.lamina.runtime.analysis;

/** What the visible units of a restricted Boltzmann machine are; the hidden ones are on or off. */
public enum VisibleUnits {
  /** On or off: {@code E(v, h) = -c·v - b·h - v·Wh}. */
  BERNOULLI,
  /** Real, with unit variance: {@code E(v, h) = ½‖v - c‖² - b·h - v·Wh}. */
  GAUSSIAN
}
