package io.lamina.jobs.run;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How a stage of training went.
 *
 * @param rounds trained
 * @param examplesPerSecond of all executors together; empty if it was not measured
 * @param loss the mean loss of each round, from the first; NaN for a round whose loss was not
 *     measured or is not finite; at most {@code rounds} values
 * @param validation its measurements by examples that were held out, if there were any
 * @param foundRate the learning rate of the first round, where the plan gives none
 * @param device that its workers trained on
 */
public record TrainingCurve(
    int rounds,
    OptionalDouble examplesPerSecond,
    List<Double> loss,
    ValidationCurve validation,
    OptionalDouble foundRate,
    String device) {
  public TrainingCurve {
    requireNonNull(validation, "validation is null");
    requireNonNull(foundRate, "foundRate is null");
    requireNonNull(device, "device is null");
    requireNonNull(examplesPerSecond, "examplesPerSecond is null");
    loss = loss.stream().map(value -> Double.isFinite(value) ? value : Double.NaN).toList();
    if (rounds < 0 || loss.size() > rounds) {
      throw new IllegalArgumentException(
          "a curve of " + rounds + " rounds with " + loss.size() + " losses: at most one a round");
    }
    examplesPerSecond.ifPresent(TrainingCurve::requireSpeed);
  }

  /** Without measurements. */
  public TrainingCurve(
      int rounds, OptionalDouble examplesPerSecond, List<Double> loss, String device) {
    this(rounds, examplesPerSecond, loss, ValidationCurve.none(), OptionalDouble.empty(), device);
  }

  private static void requireSpeed(double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "examplesPerSecond is " + value + ", must be finite and not negative");
    }
  }
}
