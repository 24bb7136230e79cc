package io.lamina.runtime.analysis;

/**
 * An estimate of a partition function Z, by the mean of independent weights. In nats.
 *
 * @param logPartition the logarithm of the estimate
 * @param standardError of {@code logPartition}: the standard deviation of the mean over the mean
 *     (the delta method); meant for values well below 1
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
   * the whole estimate or more, and more particles or temperatures are needed.
   */
  public double low() {
    double part = 1 - 3 * standardError;
    return part > 0 ? logPartition + StrictMath.log(part) : Double.NEGATIVE_INFINITY;
  }

  /** The logarithm of the estimate and three standard deviations. */
  public double high() {
    return logPartition + StrictMath.log1p(3 * standardError);
  }
}
