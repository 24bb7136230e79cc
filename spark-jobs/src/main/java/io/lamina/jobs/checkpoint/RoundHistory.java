package io.lamina.jobs.checkpoint;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.run.ValidationCurve;
import java.util.List;
import java.util.Locale;

/**
 * What the rounds of a stage have reported so far.
 *
 * @param losses the mean loss measured in each round
 * @param examples trained in all
 * @param trainerNanos the time that trainers worked, of all workers together
 * @param elapsedNanos the time the stage has taken
 * @param validation what was measured by held-out examples
 */
public record RoundHistory(
    List<Double> losses,
    long examples,
    long trainerNanos,
    long elapsedNanos,
    ValidationCurve validation) {
  public RoundHistory {
    requireNonNull(validation, "validation is null");
    losses = List.copyOf(losses);
    if (examples < 0 || trainerNanos < 0 || elapsedNanos < 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "negative: %d, %d, %d", examples, trainerNanos, elapsedNanos));
    }
  }

  /** Of no rounds. */
  public static RoundHistory none() {
    return new RoundHistory(List.of(), 0, 0, 0, ValidationCurve.none());
  }

  /** The same rounds, with what was measured. */
  public RoundHistory with(ValidationCurve measured) {
    return new RoundHistory(losses, examples, trainerNanos, elapsedNanos, measured);
  }
}
