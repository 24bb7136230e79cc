package io.lamina.parameters;

import java.util.Locale;

/**
 * What the vector of a stage is made of, and what a shard has beside it. Its first values are
 * parameters, moved by the outer optimizer; the rest is optimizer state, plainly averaged.
 *
 * @param length of the vector; together with the shard's state at most {@value #MAX_LENGTH}: a push
 *     fits one buffer
 * @param outerLength of its first part
 * @param stateLength values that a shard carries from round to round beside the vector, see {@link
 *     Push}; 0 for none
 */
public record VectorSpec(int length, int outerLength, int stateLength) {
  public static final int MAX_LENGTH = Integer.MAX_VALUE / Float.BYTES;

  public VectorSpec {
    if (length < 1) {
      throw new IllegalArgumentException("a vector of " + length + " values, must be at least 1");
    }
    if (outerLength < 0 || outerLength > length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "outerLength is %d of %d, must be 0 to all", outerLength, length));
    }
    if (stateLength < 0) {
      throw new IllegalArgumentException(
          "a shard's state of " + stateLength + " values, must be at least 0");
    }
    if (length > MAX_LENGTH - stateLength) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a vector of %d values and a shard's state of %d, together must be at most %d (a"
                  + " smaller layer has fewer)",
              length,
              stateLength,
              MAX_LENGTH));
    }
  }

  /** A vector of parameters alone, and shards without a state. */
  public static VectorSpec ofParameters(int length) {
    return new VectorSpec(length, length, 0);
  }

  /** The values of a push: a difference and the shard's state. */
  public int pushLength() {
    return length + stateLength;
  }
}
