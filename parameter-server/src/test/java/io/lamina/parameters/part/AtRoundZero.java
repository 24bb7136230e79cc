package io.lamina.parameters.part;

import io.lamina.parameters.Push;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.StageState;
import java.nio.FloatBuffer;

/** Parts of stages at their beginning. */
final class AtRoundZero {
  private AtRoundZero() {}

  static Rounds rounds(StageSpec spec, float[] vector) {
    return new Rounds(spec, StageState.initial(spec, vector), 1);
  }

  /** Pushes, and commits a round that is complete, as a coordinator of one server does. */
  static Rounds.Outcome push(Rounds rounds, Push push, FloatBuffer values) {
    Rounds.Outcome outcome = rounds.push(push, values);
    if (outcome == Rounds.Outcome.COMPLETE) {
      rounds.commit();
    }
    return outcome;
  }

  static long nextGeneration(Rounds rounds) {
    rounds.fence(rounds.generation() + 1);
    return rounds.generation();
  }
}
