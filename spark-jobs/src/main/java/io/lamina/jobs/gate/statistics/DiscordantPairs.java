package io.lamina.jobs.gate.statistics;

/**
 * The interval of the difference of two error rates that were measured on the same rows, from the
 * rows on which the two disagree: Tango's score interval (Equivalence test and confidence interval
 * for the difference in proportions for the paired-sample design, Statistics in Medicine 17, 1998).
 * It holds its coverage also where few rows or none are discordant, and it excludes a margin
 * exactly if the score test of non-inferiority by this margin does.
 *
 * @param rows of all pairs; above 0. No whole numbers where one asks what more rows would say.
 * @param candidate rows that only the candidate has wrong
 * @param champion rows that only the champion has wrong
 */
record DiscordantPairs(double rows, double candidate, double champion) {
  /** Enough to halve an interval of 2 down to neighbouring numbers. */
  private static final int HALVINGS = 80;

  /** The difference of the error rates, candidate minus champion. */
  double difference() {
    return (candidate - champion) / rows;
  }

  /**
   * The interval.
   *
   * @param z the quantile of the normal distribution for one side, above 0
   */
  Interval interval(double z) {
    return new Interval(root(z), root(-z));
  }

  /** Where the score falls to {@code z}: it falls from plus to minus infinity between -1 and 1. */
  private double root(double z) {
    double low = -1;
    double high = 1;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (score(middle) > z) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The score of a difference: its distance in standard errors, which are its own. */
  private double score(double difference) {
    double distance = candidate - champion - rows * difference;
    double variance = rows * (2 * onlyChampion(difference) + difference * (1 - difference));
    return variance > 0 ? distance / Math.sqrt(variance) : Math.signum(distance) * Double.MAX_VALUE;
  }

  /** The likeliest probability that only the champion is wrong, if the difference is this. */
  private double onlyChampion(double difference) {
    double a = 2 * rows;
    double b = (2 * rows - candidate + champion) * difference - candidate - champion;
    double c = -champion * difference * (1 - difference);
    return (Math.sqrt(Math.max(0, b * b - 4 * a * c)) - b) / (2 * a);
  }

  /** The same shares, of another number of rows. */
  DiscordantPairs of(double otherRows) {
    double factor = otherRows / rows;
    return new DiscordantPairs(otherRows, candidate * factor, champion * factor);
  }
}
