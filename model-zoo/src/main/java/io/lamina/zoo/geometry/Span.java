package io.lamina.zoo.geometry;

import java.util.Arrays;

/**
 * A part of a vector.
 *
 * @param from its first place
 * @param length its values
 */
public record Span(int from, int length) {
  /** The first place after it. */
  public int end() {
    return from + length;
  }

  /** A copy of its values. */
  public float[] of(float[] vector) {
    return Arrays.copyOfRange(vector, from, end());
  }
}
