package io.lamina.parameters;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Where a stage is at the beginning of a round: all that it goes on from. Whoever opens the stage
 * with it gets the bits that the stage it was taken from would have got. The arrays are shared, not
 * copied, and are not to be changed.
 *
 * @param round the round that is open next, counted from 0; the stage's rounds if it is over
 * @param vector the round's vector
 * @param velocity of the outer optimizer, as long as what it moves; empty where it has no momentum
 * @param shardStates what each shard carries, by shard; see {@link Push}
 */
@SuppressWarnings("ArrayRecordComponent") // shared, as its Javadoc says
public record StageState(int round, float[] vector, float[] velocity, List<float[]> shardStates) {
  /** A stage's beginning: round 0, at rest, and shards that carry zeros. */
  public static StageState initial(StageSpec spec, float[] vector) {
    float[] carried = new float[spec.vector().stateLength()];
    return new StageState(
        0,
        vector,
        new float[spec.velocityLength()],
        Collections.nCopies(spec.rounds().shards(), carried));
  }

  public StageState {
    requireNonNull(vector, "vector is null");
    requireNonNull(velocity, "velocity is null");
    shardStates = List.copyOf(shardStates);
    if (round < 0) {
      throw new IllegalArgumentException("round is " + round + ", must be at least 0");
    }
  }

  /**
   * Requires that this can be a state of such a stage.
   *
   * @throws IllegalArgumentException if it cannot
   */
  public void requireOf(StageSpec spec) {
    require(spec, "rounds before the open one", round, 0, spec.rounds().count());
    require(spec, "values of the vector", vector.length, spec.vector().length());
    require(spec, "values of the velocity", velocity.length, spec.velocityLength());
    require(spec, "shards' states", shardStates.size(), spec.rounds().shards());
    for (float[] state : shardStates) {
      require(spec, "values of a shard's state", state.length, spec.vector().stateLength());
    }
    for (int i = 0; i < vector.length; i++) {
      if (!Float.isFinite(vector[i])) {
        throw new IllegalArgumentException(
            spec.stage() + ": value " + i + " of its first vector is " + vector[i]);
      }
    }
  }

  private static void require(StageSpec spec, String what, int count, int wanted) {
    require(spec, what, count, wanted, wanted);
  }

  private static void require(StageSpec spec, String what, int count, int least, int most) {
    if (count < least || count > most) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: %d %s, must be %s",
              spec.stage(),
              count,
              what,
              least == most ? least : least + " to " + most));
    }
  }
}
