package io.lamina.jobs.data.fit;

/**
 * Of the numbers of every feature that begin with known digits, how many have each digit next. The
 * digits are those of {@link OrderedBits}, in the base of 16. What is not a number is not counted.
 */
final class DigitCounts implements Accumulator<DigitCounts> {
  private static final long serialVersionUID = 1;

  /** The bits of a digit. */
  static final int BITS = 4;

  /** The base. */
  static final int DIGITS = 1 << BITS;

  private final long[] begin;
  private final int shift;
  private final long[] counts;

  /**
   * @param begin of every feature the digits that are known, at their places; 0 at the others
   * @param shift of the digit that comes next, in bits
   */
  DigitCounts(long[] begin, int shift) {
    this.begin = begin.clone();
    this.shift = shift;
    this.counts = new long[begin.length * DIGITS];
  }

  /** The same, where nothing is counted yet. */
  DigitCounts empty() {
    return new DigitCounts(begin, shift);
  }

  @Override
  public void add(double[] example) {
    for (int i = 0; i < example.length; i++) {
      // Adding 0 makes -0 and 0 one value.
      long bits = OrderedBits.of(example[i] + 0.0);
      long digits = (bits ^ begin[i]) >>> shift;
      if (!Double.isNaN(example[i]) && digits >>> BITS == 0) {
        counts[i * DIGITS + (int) digits]++;
      }
    }
  }

  @Override
  public void merge(DigitCounts other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
  }

  /** How many of a feature's numbers have this digit next. */
  long count(int feature, int digit) {
    return counts[feature * DIGITS + digit];
  }

  /** How many of a feature's numbers begin with the known digits. */
  long count(int feature) {
    long sum = 0;
    for (int digit = 0; digit < DIGITS; digit++) {
      sum += count(feature, digit);
    }
    return sum;
  }
}
