package io.lamina.parameters;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;

/**
 * A stage: so many rounds over so many shards on one vector.
 *
 * @param stage its name, at most {@value #MAX_NAME} bytes
 * @param divergenceRemedy what to do when its numbers run away, for messages
 * @param rounds of how many shards, and how many
 * @param vector that the shards move
 * @param outer what is done with the mean difference
 * @param updates how differences travel
 */
public record StageSpec(
    String stage,
    String divergenceRemedy,
    RoundsSpec rounds,
    VectorSpec vector,
    OuterOptimizer outer,
    UpdateFormat updates) {
  static final int MAX_NAME = 255;
  private static final int REPORT_BYTES = 256;

  public StageSpec {
    requireNonNull(stage, "stage is null");
    requireNonNull(divergenceRemedy, "divergenceRemedy is null");
    requireNonNull(rounds, "rounds is null");
    requireNonNull(vector, "vector is null");
    requireNonNull(outer, "outer is null");
    requireNonNull(updates, "updates is null");
    if (stage.isBlank() || stage.getBytes(StandardCharsets.UTF_8).length > MAX_NAME) {
      throw new IllegalArgumentException(
          "a stage's name has 1 to " + MAX_NAME + " bytes, not '" + stage + "'");
    }
  }

  /** The same on this vector. */
  public StageSpec withVector(VectorSpec other) {
    return new StageSpec(stage, divergenceRemedy, rounds, other, outer, updates);
  }

  /** The values of the outer optimizer's velocity: those it moves, or none without momentum. */
  public int velocityLength() {
    return outer.momentum() > 0 ? vector.outerLength() : 0;
  }

  /** The values of a {@link StageState}. */
  public long stateValues() {
    return (long) vector.length() + velocityLength() + shardStateValues();
  }

  private long shardStateValues() {
    return (long) rounds.shards() * vector.stateLength();
  }

  /**
   * Bytes that a server takes for it: the vector as numbers and encoded, the velocity, the sums and
   * the shards' reports and states of each open round, the committed states; and all of its state
   * once more while that is on its way.
   *
   * @throws ArithmeticException if they are more than a long can tell
   */
  public long bytes() {
    long states = Math.multiplyExact(shardStateValues(), Float.BYTES);
    long openRound =
        Math.addExact(
            (long) vector.length() * Long.BYTES + (long) rounds.shards() * REPORT_BYTES, states);
    long once =
        2L * vector.length() * Float.BYTES
            + (long) velocityLength() * Float.BYTES
            + Math.multiplyExact(stateValues(), Float.BYTES);
    return Math.addExact(
        Math.addExact(once, states), Math.multiplyExact(1L + rounds.staleness(), openRound));
  }

  /** The bytes that a push's values travel in. */
  public long pushBytes() {
    return (long) vector.length() * updates.bytes() + (long) vector.stateLength() * Float.BYTES;
  }
}
