package io.lamina.zoo.geometry;

/** What a window does at the borders of what it moves over. */
public enum Border {
  /** It stays within: there are fewer positions than values. */
  VALID,
  /**
   * Zeros are put around, half of them before and half after, one more after where they are odd: a
   * window of stride 1 has as many positions as there are values.
   */
  SAME
}
