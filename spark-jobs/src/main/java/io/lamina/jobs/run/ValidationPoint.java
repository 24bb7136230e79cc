package io.lamina.jobs.run;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What a stage came to by examples that were held out of it.
 *
 * @param round after which it was measured, from 1
 * @param loss the mean over the examples; NaN if it is not finite
 * @param error the share of the examples whose class was wrong, where the stage learns classes
 */
public record ValidationPoint(int round, double loss, OptionalDouble error) {
  public ValidationPoint {
    requireNonNull(error, "error is null");
    loss = Double.isFinite(loss) ? loss : Double.NaN;
    if (round < 1) {
      throw new IllegalArgumentException("round is " + round + ", must be at least 1");
    }
    error.ifPresent(share -> Share.require("error", share));
  }

  /** By the error, where it is known and differs, else by the loss; no number is never better. */
  public boolean isBetterThan(ValidationPoint other) {
    int byError = Double.compare(error.orElse(0), other.error.orElse(0));
    return byError == 0 ? Double.compare(loss, other.loss) < 0 : byError < 0;
  }

  /** For people: the error, where it is known, else the loss. */
  public String words() {
    return error.isPresent()
        ? String.format(Locale.ROOT, "%.2f %%", 100 * error.getAsDouble())
        : String.format(Locale.ROOT, "%.4g", loss);
  }
}
