package io.lamina.jobs.gate.statistics;

/**
 * The mean without the smallest and the largest values: a few rows that are far out do not decide.
 *
 * @param share of the values that is left out at each end; at least 0 and below 0.5
 */
public record TrimmedMean(double share) {
  public TrimmedMean {
    if (!(share >= 0 && share < 0.5)) {
      throw new IllegalArgumentException("share is " + share + ", must be at least 0, below 0.5");
    }
  }

  /** Of values in ascending order, at least one. */
  public double of(double[] sorted) {
    int cut = cut(sorted.length);
    double sum = 0;
    for (int i = cut; i < sorted.length - cut; i++) {
      sum += sorted[i];
    }
    return sum / (sorted.length - 2 * cut);
  }

  /** Of values in ascending order, each as often as its count says: all counts are as many. */
  double of(double[] sorted, int[] counts) {
    int cut = cut(sorted.length);
    int last = sorted.length - cut;
    int seen = 0;
    double sum = 0;
    for (int i = 0; i < sorted.length && seen < last; i++) {
      int next = seen + counts[i];
      int kept = Math.min(next, last) - Math.max(seen, cut);
      if (kept > 0) {
        sum += kept * sorted[i];
      }
      seen = next;
    }
    return sum / (last - cut);
  }

  private int cut(int values) {
    return (int) (values * share);
  }
}
