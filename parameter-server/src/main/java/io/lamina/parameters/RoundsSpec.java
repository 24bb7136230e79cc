package io.lamina.parameters;

import java.util.Locale;

/**
 * The rounds of a stage.
 *
 * @param shards every round needs one push of each, at least 1
 * @param count how many rounds, at least 1
 * @param maxExamples the most that all shards together may push for a round, at least 1; fixes the
 *     resolution of the sum
 * @param staleness rounds that a worker may run ahead of the one that is committed next, 0 to
 *     {@value #MAX_STALENESS}; 0 for synchronous rounds
 */
public record RoundsSpec(int shards, int count, long maxExamples, int staleness) {
  static final int MAX_STALENESS = 64;

  public RoundsSpec {
    if (shards < 1 || count < 1 || maxExamples < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d rounds of %d shards with up to %d examples, each must be at least 1",
              count,
              shards,
              maxExamples));
    }
    if (staleness < 0 || staleness > MAX_STALENESS) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "staleness is %d, must be 0 to %d", staleness, MAX_STALENESS));
    }
  }

  /** Rounds in which every worker waits for all others. */
  public static RoundsSpec synchronous(int shards, int count, long maxExamples) {
    return new RoundsSpec(shards, count, maxExamples, 0);
  }
}
