package io.lamina.parameters;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;

/**
 * A stage: so many rounds over so many shards on one vector. The vector's first {@code outerLength}
 * values are parameters, moved by the outer optimizer; the rest is optimizer state, plainly
 * averaged.
 *
 * @param stage its name, at most {@value #MAX_NAME} bytes
 * @param divergenceRemedy what to do when its numbers run away, for messages
 * @param shards every round needs one push of each
 * @param rounds how many, at least 1
 * @param length of the vector, at most {@value #MAX_LENGTH}: a vector fits one buffer
 * @param outerLength of its first part
 * @param outer what is done with the mean difference
 * @param maxExamplesPerRound the most examples all shards together may push for a round; fixes the
 *     resolution of the sum, see {@link ExactSum}
 * @param stateLength values that a shard carries from round to round beside the vector, see {@link
 *     Push}; 0 for none
 */
public record StageSpec(
    String stage,
    String divergenceRemedy,
    int shards,
    int rounds,
    int length,
    int outerLength,
    OuterOptimizer outer,
    long maxExamplesPerRound,
    int stateLength) {
  static final int MAX_NAME = 255;
  private static final int REPORT_BYTES = 128;
  static final int MAX_LENGTH = Integer.MAX_VALUE / Float.BYTES;

  public StageSpec {
    requireNonNull(stage, "stage is null");
    requireNonNull(divergenceRemedy, "divergenceRemedy is null");
    requireNonNull(outer, "outer is null");
    if (stage.isBlank() || stage.getBytes(StandardCharsets.UTF_8).length > MAX_NAME) {
      throw new IllegalArgumentException(
          "a stage's name has 1 to " + MAX_NAME + " bytes, not '" + stage + "'");
    }
    if (shards < 1 || rounds < 1 || length < 1 || maxExamplesPerRound < 1) {
      throw new IllegalArgumentException(
          stage
              + ": shards, rounds, length and maxExamplesPerRound must be at least 1, are "
              + shards
              + ", "
              + rounds
              + ", "
              + length
              + ", "
              + maxExamplesPerRound);
    }
    if (stateLength < 0 || length > MAX_LENGTH - stateLength) {
      throw new IllegalArgumentException(
          String.format(
              "%s: a vector of %d values and a shard's state of %d, must be at most %d",
              stage, length, stateLength, MAX_LENGTH));
    }
    if (outerLength < 0 || outerLength > length) {
      throw new IllegalArgumentException(
          stage + ": outerLength is " + outerLength + " of " + length);
    }
  }

  /** A stage whose shards carry no state of their own. */
  public StageSpec(
      String stage,
      String divergenceRemedy,
      int shards,
      int rounds,
      int length,
      int outerLength,
      OuterOptimizer outer,
      long maxExamplesPerRound) {
    this(
        stage,
        divergenceRemedy,
        shards,
        rounds,
        length,
        outerLength,
        outer,
        maxExamplesPerRound,
        0);
  }

  /** The values of the outer optimizer's velocity: those it moves, or none without momentum. */
  int velocityLength() {
    return outer.momentum() > 0 ? outerLength : 0;
  }

  /** The values of a {@link StageState}. */
  long stateValues() {
    return (long) length + velocityLength() + (long) shards * stateLength;
  }

  /**
   * Bytes that a server takes for it: the vector as numbers and encoded, the velocity, the sums,
   * the shards' reports and states, committed and arrived; and all of its state once more while
   * that is on its way.
   */
  long bytes() {
    return (long) length * (2 * Float.BYTES + Long.BYTES)
        + (long) velocityLength() * Float.BYTES
        + 2L * shards * stateLength * Float.BYTES
        + (long) shards * REPORT_BYTES
        + stateValues() * Float.BYTES;
  }

  /** The values of a push: a difference and the shard's state. */
  int pushLength() {
    return length + stateLength;
  }
}
