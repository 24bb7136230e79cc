package io.lamina.jobs.data.fit;

/**
 * Finds the medians of features, digit by digit: each pass over the numbers counts how many have
 * which digit next. The counts are exact, so it does not matter who counts what.
 */
final class MedianSearch {
  private final long[] begin;

  /** How many numbers that begin as the median does are below it. */
  private final long[] below;

  /** Whether a feature has no number. */
  private final boolean[] none;

  private int shift = Long.SIZE;

  MedianSearch(int features) {
    this.begin = new long[features];
    this.below = new long[features];
    this.none = new boolean[features];
  }

  boolean isDone() {
    return shift == 0;
  }

  /** What is to be counted next. */
  DigitCounts next() {
    return new DigitCounts(begin, shift - DigitCounts.BITS);
  }

  /** Takes what {@link #next} has counted. */
  void take(DigitCounts counts) {
    boolean first = shift == Long.SIZE;
    shift -= DigitCounts.BITS;
    for (int feature = 0; feature < begin.length; feature++) {
      if (first) {
        long all = counts.count(feature);
        none[feature] = all == 0;
        below[feature] = (all - 1) / 2;
      }
      if (!none[feature]) {
        take(feature, counts);
      }
    }
  }

  private void take(int feature, DigitCounts counts) {
    int digit = 0;
    while (below[feature] >= counts.count(feature, digit)) {
      below[feature] -= counts.count(feature, digit);
      digit++;
    }
    begin[feature] |= (long) digit << shift;
  }

  /** The medians; of an even number of numbers the lower of the two in the middle. */
  double[] medians() {
    double[] medians = new double[begin.length];
    for (int feature = 0; feature < medians.length; feature++) {
      medians[feature] = none[feature] ? Double.NaN : OrderedBits.number(begin[feature]);
    }
    return medians;
  }
}
