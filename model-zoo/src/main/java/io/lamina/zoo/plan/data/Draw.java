package io.lamina.zoo.plan.data;

/** How few labeled examples are drawn from many. */
public enum Draw {
  /** The same number of each class. */
  BALANCED,
  /**
   * Each class as often as among all labeled examples, as far as whole numbers allow; but each at
   * least once.
   */
  PROPORTIONAL
}
