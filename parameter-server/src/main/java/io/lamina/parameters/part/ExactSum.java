package io.lamina.parameters.part;

import java.util.Arrays;

/**
 * A weighted sum of vectors that does not depend on the order of its terms: each difference is
 * rounded to a multiple of {@code 2^-f} and added, times its examples, in 64-bit integers.
 *
 * <p>f is as large as the sum allows: with differences below {@code 2^6} and at most E examples in
 * all, {@code f = min(40, 62 - 6 - ⌈log₂ E⌉)}, so that no sum exceeds {@code 2^62}. The mean is off
 * by at most half of {@code 2^-f}. For a million examples a round that is {@code 2^-37}, {@code 7 ·
 * 10⁻¹²}: half the last bit of a 32-bit weight of {@code 10⁻⁴}.
 */
final class ExactSum {
  /** Differences are below it; a layer whose weights move so far in one round has diverged. */
  static final float LIMIT = 64f;

  private static final int LIMIT_BITS = 6;
  private static final int MOST_FRACTION_BITS = 40;

  /**
   * Adding it rounds a double below {@code 2^51} to a whole number, which is then what its bits
   * exceed these bits by. It gives the same as {@code Math.rint} and a cast, in half the time.
   */
  private static final double ROUNDER = 0x1.8p52;

  private static final long ROUNDER_BITS = Double.doubleToRawLongBits(ROUNDER);

  private final long[] sums;
  private final double scale;
  private final long maxExamples;
  private long examples;

  ExactSum(int length, long maxExamples) {
    int exampleBits = 64 - Long.numberOfLeadingZeros(Math.max(1, maxExamples - 1));
    int fractionBits = Math.min(MOST_FRACTION_BITS, 62 - LIMIT_BITS - exampleBits);
    if (fractionBits < 16) {
      throw new IllegalArgumentException(
          maxExamples + " examples a round leave no resolution (lower localSteps or batchSize)");
    }
    this.sums = new long[length];
    this.scale = Math.scalb(1.0, fractionBits);
    this.maxExamples = maxExamples;
  }

  /** The place of the first value that cannot be added, or -1 if all can. */
  static int firstBad(float[] values, int count) {
    if (largest(values, count) < LIMIT) {
      return -1;
    }
    for (int i = 0; i < count; i++) {
      if (!(Math.abs(values[i]) < LIMIT)) {
        return i;
      }
    }
    return -1;
  }

  /** NaN if one is. A loop that vectorises, as a search that may end early does not. */
  private static float largest(float[] values, int count) {
    float largest = 0;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    return largest;
  }

  /** Whether so many more examples fit. */
  boolean fits(long moreExamples) {
    return moreExamples <= maxExamples - examples;
  }

  /** Counts the examples of a term whose values are added with {@link #add}. */
  void count(long termExamples) {
    examples += termExamples;
  }

  /** Adds a part of a term, to the sums from {@code offset} on. */
  void add(float[] values, int count, int offset, long weight) {
    for (int i = 0; i < count; i++) {
      long units = Double.doubleToRawLongBits(values[i] * scale + ROUNDER) - ROUNDER_BITS;
      sums[offset + i] += units * weight;
    }
  }

  /** Gives the weighted means of a part, from {@code offset} on, and clears the part's sums. */
  void takeMeans(double[] means, int count, int offset) {
    for (int i = 0; i < count; i++) {
      means[i] = sums[offset + i];
    }
    Arrays.fill(sums, offset, offset + count, 0);
    double unit = scale * examples;
    for (int i = 0; i < count; i++) {
      means[i] /= unit;
    }
  }

  /** Counts from nothing again, when the means of all parts were taken. */
  void restart() {
    examples = 0;
  }

  /** Drops what was added. */
  void clear() {
    Arrays.fill(sums, 0);
    restart();
  }
}
