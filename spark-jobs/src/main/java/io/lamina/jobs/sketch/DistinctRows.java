package io.lamina.jobs.sketch;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * How many different rows there are, of all rows of some data: by the lowest hashes of rows
 * (Bar-Yossef et al., Counting distinct elements in a data stream, RANDOM 2002). The order of the
 * rows and the parts that they come in do not matter. Up to {@value #EXACT} rows the number is
 * exact; beyond that it has a standard error of 1.6 %. Immutable.
 */
public final class DistinctRows implements Serializable {
  private static final long serialVersionUID = 1;

  /** The hashes that are kept. */
  static final int EXACT = 4096;

  private static final double HASHES = 0x1p64;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** Ascending, all different, as signed numbers. */
  private final long[] lowest;

  private DistinctRows(long[] lowest) {
    this.lowest = lowest;
  }

  /** Of no row. */
  public static DistinctRows none() {
    return new DistinctRows(new long[0]);
  }

  /**
   * Of rows; 0 and -0 are equal.
   *
   * @param values of all rows, one row after the other
   * @param rows how many
   * @param length values of a row
   */
  public static DistinctRows of(float[] values, int rows, int length) {
    return lowest(IntStream.range(0, rows).mapToLong(row -> hash(values, row * length, length)));
  }

  /** Different rows have the same with a probability of 2^-64, unless somebody makes them so. */
  private static long hash(float[] values, int from, int length) {
    long hash = length;
    for (int i = from; i < from + length; i++) {
      hash = mixed(hash + GOLDEN + Float.floatToIntBits(values[i] + 0.0f));
    }
    return hash;
  }

  /** The finaliser of SplitMix64. */
  private static long mixed(long value) {
    long bits = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
    return bits ^ (bits >>> 31);
  }

  private static DistinctRows lowest(LongStream hashes) {
    return new DistinctRows(hashes.sorted().distinct().limit(EXACT).toArray());
  }

  /** Of both. */
  public DistinctRows plus(DistinctRows other) {
    return lowest(LongStream.concat(Arrays.stream(lowest), Arrays.stream(other.lowest)));
  }

  /** How many there are. */
  public long count() {
    if (lowest.length < EXACT) {
      return lowest.length;
    }
    double below = (double) lowest[EXACT - 1] - Long.MIN_VALUE;
    return Math.round((EXACT - 1) / (below / HASHES));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DistinctRows rows && Arrays.equals(lowest, rows.lowest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(lowest);
  }
}
