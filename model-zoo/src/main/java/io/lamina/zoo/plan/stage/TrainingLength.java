package io.lamina.zoo.plan.stage;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.yaml.Range;

/**
 * How long a stage trains, in epochs over the data or in rounds of averaging.
 *
 * @param unit what is counted
 * @param count how many of them, at least 1
 * @param minimumRounds how many rounds there are at least, however few the epochs make; 1 where
 *     rounds are counted
 */
public record TrainingLength(Unit unit, int count, int minimumRounds) {
  public static final Range COUNT = Range.closed(1, 10_000_000);

  public TrainingLength {
    requireNonNull(unit, "unit is null");
    COUNT.require("count", count);
    COUNT.require("minimumRounds", minimumRounds);
    if (unit == Unit.ROUNDS && minimumRounds > 1) {
      throw new IllegalArgumentException("minimumRounds beside rounds");
    }
  }

  /** What a length is counted in. */
  public enum Unit {
    EPOCHS,
    ROUNDS
  }

  public static TrainingLength epochs(int count) {
    return epochs(count, 1);
  }

  public static TrainingLength epochs(int count, int minimumRounds) {
    return new TrainingLength(Unit.EPOCHS, count, minimumRounds);
  }

  public static TrainingLength rounds(int count) {
    return new TrainingLength(Unit.ROUNDS, count, 1);
  }

  /** So many times as long. */
  public TrainingLength times(int factor) {
    return new TrainingLength(
        unit,
        Math.multiplyExact(count, factor),
        unit == Unit.EPOCHS ? Math.multiplyExact(minimumRounds, factor) : 1);
  }

  /**
   * The number of averaging rounds: epochs are counted on the largest shard and rounded up to whole
   * rounds.
   *
   * @param largestShard examples in the largest shard, at least 1
   * @param batchSize examples in a mini-batch
   * @param localSteps mini-batches a shard trains between two averages
   */
  public int rounds(long largestShard, int batchSize, int localSteps) {
    if (unit == Unit.ROUNDS) {
      return count;
    }
    long batches = ceilDiv(largestShard, batchSize);
    long rounds = ceilDiv(Math.multiplyExact(batches, (long) count), localSteps);
    return Math.toIntExact(Math.max(rounds, minimumRounds));
  }

  private static long ceilDiv(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
