package io.lamina.jobs.training.stage;

import io.lamina.jobs.run.ValidationPoint;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * How a stage is measured.
 *
 * @param interval rounds from one measurement to the next
 * @param patience measurements without a better one; 0 for as many as come
 * @param best whether the best is kept
 */
record SimulatedWatch(int interval, int patience, boolean best) implements StageMeasure {
  static Optional<SimulatedWatch> drawn(Random random) {
    return random.nextBoolean()
        ? Optional.of(
            new SimulatedWatch(1 + random.nextInt(5), random.nextInt(4), random.nextBoolean()))
        : Optional.empty();
  }

  /** In a plan. */
  String keys() {
    return "validateRounds: "
        + interval
        + (patience > 0 ? ", stopEarly: {patience: " + patience + "}" : "")
        + (best ? ", keep: best" : ", keep: last");
  }

  /** Goes up and down with the vector, as if by chance. */
  @Override
  public ValidationPoint of(int round, float[] parameters) {
    double loss = Math.abs(Math.sin(1000 * parameters[0]));
    return new ValidationPoint(round, loss, OptionalDouble.empty());
  }
}
