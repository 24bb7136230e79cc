package io.lamina.jobs.search;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.run.ValidationPoint;
import java.util.Comparator;
import java.util.Optional;

/**
 * What a trial came to in a rung.
 *
 * @param rung from 1
 * @param trial its number
 * @param measured by the validation examples; empty if it failed
 * @param failure why it failed, for people; empty if it did not
 * @param seconds it took
 */
public record TrialResult(
    int rung,
    int trial,
    Optional<ValidationPoint> measured,
    Optional<String> failure,
    double seconds) {
  /** The best first; of equals the lower number; then those that failed. */
  static final Comparator<TrialResult> BEST_FIRST =
      Comparator.comparing(TrialResult::measured, TrialResult::compare)
          .thenComparing(TrialResult::trial);

  public TrialResult {
    requireNonNull(measured, "measured is null");
    requireNonNull(failure, "failure is null");
    if (measured.isPresent() == failure.isPresent()) {
      throw new IllegalArgumentException("a trial is measured, or it failed");
    }
  }

  private static int compare(Optional<ValidationPoint> a, Optional<ValidationPoint> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return Boolean.compare(a.isEmpty(), b.isEmpty());
    }
    return a.get().isBetterThan(b.get()) ? -1 : b.get().isBetterThan(a.get()) ? 1 : 0;
  }

  /** For people. */
  public String words() {
    return measured.map(ValidationPoint::words).orElseGet(() -> "failed: " + failure.orElseThrow());
  }

  /** What is compared: the error, where the last stage learns classes, else the loss. */
  double value() {
    return measured.map(it -> it.error().orElse(it.loss())).orElse(Double.NaN);
  }
}
