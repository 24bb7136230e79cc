package io.lamina.jobs.checkpoint;

import io.lamina.jobs.run.ValidationCurve;
import io.lamina.jobs.run.ValidationPoint;
import io.lamina.parameters.StageState;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;

/** Checkpoints with all there can be in one, and vectors longer than a piece. */
final class SampleCheckpoints {
  private SampleCheckpoints() {}

  static StageState state(int round) {
    return new StageState(
        round,
        floats(40_000, round),
        floats(17_000, round + 1),
        List.of(floats(9, 1), floats(9, 2)));
  }

  static RoundHistory history(int rounds) {
    return new RoundHistory(
        Collections.nCopies(rounds, 0.125), 100L * rounds, 7, 8, validation(rounds));
  }

  private static ValidationCurve validation(int rounds) {
    ValidationCurve none = ValidationCurve.none();
    return rounds < 2
        ? none
        : none.with(new ValidationPoint(1, 0.5, OptionalDouble.empty()))
            .with(new ValidationPoint(2, 0.75, OptionalDouble.of(0.25)));
  }

  static StageCheckpoint open(int round) {
    return StageCheckpoint.open(
        state(round), history(round), List.of(new Rewind(round + 4, round, "it diverged")));
  }

  private static float[] floats(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
