package io.lamina.jobs.run;

import java.util.Locale;

/**
 * What executors were kept for a run, whether they computed or waited.
 *
 * @param coreMilliseconds cores times milliseconds
 * @param cardMilliseconds cards times milliseconds
 */
public record Usage(long coreMilliseconds, long cardMilliseconds) {
  public Usage {
    if (coreMilliseconds < 0 || cardMilliseconds < 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "negative: %d, %d", coreMilliseconds, cardMilliseconds));
    }
  }

  /** Nothing. */
  public static Usage none() {
    return new Usage(0, 0);
  }

  /** Both together. */
  public Usage plus(Usage other) {
    return new Usage(
        coreMilliseconds + other.coreMilliseconds, cardMilliseconds + other.cardMilliseconds);
  }
}
