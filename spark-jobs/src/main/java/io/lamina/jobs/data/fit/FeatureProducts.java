package io.lamina.jobs.data.fit;

import java.util.Arrays;

/** The sums of the products of every two features, exact to within the rounding of each term. */
final class FeatureProducts implements Accumulator<FeatureProducts> {
  private static final long serialVersionUID = 1;

  private final double[] mean;
  private final double[] reach;
  private final FixedPoint fixed;

  /** The lower triangle, row by row. */
  private final long[] sums;

  /**
   * @param bounds of the same examples
   * @param moments likewise
   * @param examples how many they are
   */
  FeatureProducts(FeatureBounds bounds, FeatureMoments moments, long examples) {
    int features = bounds.features();
    this.mean = new double[features];
    this.reach = new double[features];
    Arrays.setAll(mean, moments::mean);
    // A value and the mean lie between the bounds: so far apart at most.
    Arrays.setAll(reach, i -> 2 * bounds.reach(i));
    this.fixed = new FixedPoint(examples);
    this.sums = new long[features * (features + 1) / 2];
  }

  @Override
  public void add(double[] example) {
    double[] places = new double[example.length];
    Arrays.setAll(places, i -> (example[i] - mean[i]) / reach[i]);
    int at = 0;
    for (int i = 0; i < places.length; i++) {
      for (int j = 0; j <= i; j++) {
        sums[at] += fixed.of(places[i] * places[j]);
        at++;
      }
    }
  }

  @Override
  public void merge(FeatureProducts other) {
    Arrays.setAll(sums, i -> sums[i] + other.sums[i]);
  }

  double mean(int feature) {
    return mean[feature];
  }

  /** The covariance of the population. */
  double[][] covariance() {
    double[][] covariance = new double[mean.length][mean.length];
    int at = 0;
    for (int i = 0; i < mean.length; i++) {
      for (int j = 0; j <= i; j++) {
        covariance[i][j] = reach[i] * reach[j] * fixed.mean(sums[at]);
        covariance[j][i] = covariance[i][j];
        at++;
      }
    }
    return covariance;
  }
}
