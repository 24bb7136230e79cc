package io.lamina.jobs.gate.statistics;

/**
 * Where a difference lies, candidate minus champion, with a stated confidence on each side. Less is
 * better.
 *
 * @param low at most {@code high}
 * @param high finite
 */
public record Interval(double low, double high) {
  public Interval {
    if (!(low <= high) || !Double.isFinite(low) || !Double.isFinite(high)) {
      throw new IllegalArgumentException("not an interval: " + low + " to " + high);
    }
  }

  /**
   * What it says of the candidate. (The terms: Piaggio et al., Reporting of noninferiority and
   * equivalence randomized trials, JAMA 308, 2012.)
   *
   * @param margin a candidate that is worse by less counts as not worse; at least 0
   */
  public Comparison against(double margin) {
    if (!(margin >= 0)) {
      throw new IllegalArgumentException("margin is " + margin + ", must be at least 0");
    }
    if (high < 0) {
      return Comparison.BETTER;
    }
    if (high < margin) {
      return Comparison.NOT_WORSE;
    }
    return low > margin ? Comparison.WORSE : Comparison.UNDECIDED;
  }
}
