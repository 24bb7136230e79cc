package io.lamina.runtime.analysis;

/**
 * An estimate of a partition function Z, by the mean of independent weights. In nats.
 *
 * @param logPartition the logarithm of the estimate
 * @param standardError of {@code logPartition}: the standard deviation of the mean over the mean
 *     (the delta method). From 1/3 on it says that more particles or temperatures are needed, or
 *     another start: near 1, a single weight makes up the mean.
 */
public record PartitionEstimate(double logPartition, double standardError) {
  /**
   * @param logBase the logarithm of the partition function the weights are relative to
   * @param logWeights at least two
   */
  static PartitionEstimate of(double logBase, double[] logWeights) {
    LogSum sum = new LogSum();
    for (double weight : logWeights) {
      sum.add(weight);
    }
    double logMean = sum.value() - StrictMath.log(logWeights.length);
    return new PartitionEstimate(logBase + logMean, relativeError(logWeights, logMean));
  }

  private static double relativeError(double[] logWeights, double logMean) {
    double squares = 0;
    for (double weight : logWeights) {
      double distance = StrictMath.exp(weight - logMean) - 1;
      squares += distance * distance;
    }
    return Math.sqrt(squares / (logWeights.length - 1) / logWeights.length);
  }

  /**
   * The logarithm of the estimate less three standard deviations; negative infinity where these are
   * the whole estimate or more.
   */
  public double low() {
    return isBounded()
        ? logPartition + StrictMath.log1p(-3 * standardError)
        : Double.NEGATIVE_INFINITY;
  }

  /**
   * The logarithm of the estimate and three standard deviations; infinite where {@link #low} is,
   * for then a few weights carry the mean and nothing says that there are no larger ones.
   */
  public double high() {
    return isBounded()
        ? logPartition + StrictMath.log1p(3 * standardError)
        : Double.POSITIVE_INFINITY;
  }

  private boolean isBounded() {
    return 3 * standardError < 1;
  }
}
