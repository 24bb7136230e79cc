package io.lamina.jobs.data.fit;

import java.io.Serializable;

/**
 * Numbers of -1 to 1 as 64-bit integers, so that sums of them are exact and their order does not
 * matter. The unit is as small as so many terms allow: 2⁻⁴² for a million.
 *
 * @param terms the most there are in a sum, at least 1
 */
record FixedPoint(long terms) implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int BITS = 62;

  /** The nearest integer multiple of the unit. */
  long of(double number) {
    return (long) Math.rint(number * scale());
  }

  /** The mean of all terms of a sum. */
  double mean(long sum) {
    return sum / scale() / terms;
  }

  private double scale() {
    return 0x1p0 * (1L << (BITS - bits()));
  }

  private int bits() {
    return Long.SIZE - Long.numberOfLeadingZeros(terms - 1);
  }
}
