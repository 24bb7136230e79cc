package io.lamina.parameters;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

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
 * @param staleness rounds that a worker may run ahead of the one that is committed next, 0 to
 *     {@value #MAX_STALENESS}; 0 for synchronous rounds
 * @param updates how differences travel
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
    int stateLength,
    int staleness,
    UpdateFormat updates) {
  static final int MAX_NAME = 255;
  static final int MAX_STALENESS = 64;
  private static final int REPORT_BYTES = 256;
  public static final int MAX_LENGTH = Integer.MAX_VALUE / Float.BYTES;

  public StageSpec {
    requireNonNull(stage, "stage is null");
    requireNonNull(divergenceRemedy, "divergenceRemedy is null");
    requireNonNull(outer, "outer is null");
    requireNonNull(updates, "updates is null");
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
              Locale.ROOT,
              "%s: a vector of %d values and a shard's state of %d, must be at most %d",
              stage,
              length,
              stateLength,
              MAX_LENGTH));
    }
    if (staleness < 0 || staleness > MAX_STALENESS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: staleness is %d, must be 0 to %d",
              stage,
              staleness,
              MAX_STALENESS));
    }
    if (outerLength < 0 || outerLength > length) {
      throw new IllegalArgumentException(
          stage + ": outerLength is " + outerLength + " of " + length);
    }
  }

  /** A stage of synchronous rounds whose shards carry no state of their own. */
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
        0,
        0,
        UpdateFormat.FLOAT32);
  }

  /** The same with so many values that each shard carries. */
  public StageSpec withState(int values) {
    return with(values, staleness, updates);
  }

  /** The same with workers that may run so many rounds ahead. */
  public StageSpec withStaleness(int roundsAhead) {
    return with(stateLength, roundsAhead, updates);
  }

  /** The same with differences that travel in this format. */
  public StageSpec withUpdates(UpdateFormat format) {
    return with(stateLength, staleness, format);
  }

  private StageSpec with(int values, int roundsAhead, UpdateFormat format) {
    return new StageSpec(
        stage,
        divergenceRemedy,
        shards,
        rounds,
        length,
        outerLength,
        outer,
        maxExamplesPerRound,
        values,
        roundsAhead,
        format);
  }

  /** The values of the outer optimizer's velocity: those it moves, or none without momentum. */
  public int velocityLength() {
    return outer.momentum() > 0 ? outerLength : 0;
  }

  /** The values of a {@link StageState}. */
  public long stateValues() {
    return (long) length + velocityLength() + (long) shards * stateLength;
  }

  /**
   * Bytes that a server takes for it: the vector as numbers and encoded, the velocity, the sums and
   * the shards' reports and states of each open round, the committed states; and all of its state
   * once more while that is on its way.
   *
   * @throws ArithmeticException if they are more than a long can tell
   */
  public long bytes() {
    long states = Math.multiplyExact((long) shards * stateLength, Float.BYTES);
    long openRound =
        Math.addExact((long) length * Long.BYTES + (long) shards * REPORT_BYTES, states);
    long once =
        2L * length * Float.BYTES
            + (long) velocityLength() * Float.BYTES
            + Math.multiplyExact(stateValues(), Float.BYTES);
    return Math.addExact(
        Math.addExact(once, states), Math.multiplyExact(1L + staleness, openRound));
  }

  /** The values of a push: a difference and the shard's state. */
  public int pushLength() {
    return length + stateLength;
  }

  /** The bytes that they travel in. */
  public long pushBytes() {
    return (long) length * updates.bytes() + (long) stateLength * Float.BYTES;
  }
}
