package io.lamina.jobs.gate.statistics;

import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The errors of one classifier on some rows.
 *
 * @param rows at least 1
 * @param wrong at most all rows
 */
public record ErrorCount(long rows, long wrong) {
  public ErrorCount {
    if (rows < 1 || wrong < 0 || wrong > rows) {
      throw new IllegalArgumentException(
          wrong + " of " + rows + " rows are wrong: must be at least 0, and at most all rows");
    }
  }

  /** The share that is wrong, 0 to 1. */
  public double share() {
    return (double) wrong / rows;
  }

  /**
   * Where the rise since an earlier count on other rows lies: this share minus the earlier one
   * (Newcombe's hybrid score interval, Statistics in Medicine 17, 1998, method 10). Rows that both
   * counts have make it wider than it need be.
   *
   * @param earlier on other rows
   * @param alpha the probability with which it lies below the interval, and that with which it lies
   *     above; above 0 and below 0.5
   */
  public Interval riseSince(ErrorCount earlier, double alpha) {
    double z = -new NormalDistribution(null, 0, 1).inverseCumulativeProbability(alpha);
    Interval now = score(z);
    Interval then = earlier.score(z);
    double difference = share() - earlier.share();
    return new Interval(
        difference - Math.hypot(share() - now.low(), then.high() - earlier.share()),
        difference + Math.hypot(now.high() - share(), earlier.share() - then.low()));
  }

  /** Wilson's interval of the share. */
  private Interval score(double z) {
    double square = z * z;
    double centre = (share() + square / (2 * rows)) / (1 + square / rows);
    double half =
        z
            / (1 + square / rows)
            * Math.sqrt(share() * (1 - share()) / rows + square / (4.0 * rows * rows));
    return new Interval(centre - half, centre + half);
  }
}
