package io.lamina.zoo.plan.preprocessing;

/** Where the values lie that the first layer reads. */
public enum InputRange {
  /** All are in [0, 1]: what cross-entropy and Bernoulli units need. */
  UNIT,
  /** Any finite number. */
  REAL
}
