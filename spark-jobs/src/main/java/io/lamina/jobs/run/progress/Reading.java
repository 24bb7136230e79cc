package io.lamina.jobs.run.progress;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * A stage at a moment, in words.
 *
 * @param stage its name
 * @param round the last one that ended, 0 before the first
 * @param rounds the stage has
 * @param measured in the last round
 * @param validation by examples that were held out, if the stage was measured by them
 * @param elapsed since the stage began
 * @param left until it will end; empty before the first round
 */
public record Reading(
    String stage,
    int round,
    int rounds,
    Measured measured,
    Optional<Validation> validation,
    Duration elapsed,
    Optional<Duration> left) {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /**
   * The figures of a round; NaN where one is unknown.
   *
   * @param loss mean
   * @param examplesPerSecond of all executors together
   * @param idle the share of the workers' time in which they did not train
   */
  record Measured(double loss, double examplesPerSecond, double idle) {
    /** Before the first round. */
    static Measured nothing() {
      return new Measured(Double.NaN, Double.NaN, Double.NaN);
    }
  }

  /**
   * A measurement by examples that were held out.
   *
   * @param value in words
   * @param best so far, in words
   */
  record Validation(String value, String best) {
    String words() {
      return String.format(Locale.ROOT, ", validation %s (best %s)", value, best);
    }
  }

  double share() {
    return (double) round / rounds;
  }

  String figures() {
    return String.format(
        Locale.ROOT,
        "%d/%d rounds, loss %s%s%s%s",
        round,
        rounds,
        known("%.4g", measured.loss()).orElse("unknown"),
        validation.map(Validation::words).orElse(""),
        known(", %,.0f examples/s", measured.examplesPerSecond()).orElse(""),
        known(", %.0f %% waiting", 100 * measured.idle()).orElse(""));
  }

  String timeLeft() {
    return left.map(time -> clock(time) + " left").orElse("time left unknown");
  }

  String outcome(boolean done) {
    return done ? "done in " + clock(elapsed) : "interrupted after " + clock(elapsed);
  }

  private static Optional<String> known(String format, double value) {
    return Double.isNaN(value)
        ? Optional.empty()
        : Optional.of(String.format(Locale.ROOT, format, value));
  }

  /** Minutes and seconds, with hours where there are any; a begun second counts. */
  private static String clock(Duration time) {
    long seconds = time.plusNanos(NANOS_PER_SECOND - 1).toSeconds();
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
