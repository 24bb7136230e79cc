package io.lamina.jobs.report;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/** How the page writes numbers: the same everywhere, whatever the machine's language. */
public final class Figures {
  static final String UNKNOWN = "–";

  private static final long KIBI = 1024;

  private Figures() {}

  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  public static String rounded(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%,.0f", value.getAsDouble()) : UNKNOWN;
  }

  /** Four significant digits. */
  public static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4g", value) : UNKNOWN;
  }

  public static String range(double low, double high) {
    return String.format(Locale.ROOT, "%.3f to %.3f", low, high);
  }

  /** An input of some examples beside the same of all. */
  static String contrast(String input, double mean, double deviations) {
    return String.format(Locale.ROOT, "%s %.3f (%+.1f\u00a0σ)", input, mean, deviations);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f\u00a0%%", 100 * share);
  }

  static String percent(OptionalDouble share) {
    return share.isPresent() ? percent(share.getAsDouble()) : UNKNOWN;
  }

  public static String duration(Duration time) {
    long seconds = Math.round(time.toMillis() / 1000.0);
    if (time.toMillis() < 59_950) {
      return String.format(Locale.ROOT, "%.1f\u00a0s", time.toMillis() / 1000.0);
    }
    return seconds < 3600
        ? seconds / 60 + "\u00a0min " + seconds % 60 + "\u00a0s"
        : seconds / 3600 + "\u00a0h " + seconds / 60 % 60 + "\u00a0min";
  }

  public static String bytes(long value) {
    long unit = KIBI * KIBI;
    return value < unit
        ? count(value) + "\u00a0bytes"
        : String.format(Locale.ROOT, "%,.0f\u00a0MiB", (double) value / unit);
  }
}
