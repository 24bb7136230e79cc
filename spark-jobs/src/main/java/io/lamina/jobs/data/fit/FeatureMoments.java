package io.lamina.jobs.data.fit;

import io.lamina.zoo.plan.preprocessing.FeatureStatistics;

/**
 * The sums of every feature's values and of their squares, exact to within the rounding of each
 * term.
 */
final class FeatureMoments implements Accumulator<FeatureMoments>, FeatureStatistics.Moments {
  private static final long serialVersionUID = 1;

  private final FeatureBounds bounds;
  private final long[] sums;
  private final long[] squares;

  /**
   * @param bounds of the same examples
   */
  FeatureMoments(FeatureBounds bounds) {
    this.bounds = bounds;
    this.sums = new long[bounds.features()];
    this.squares = new long[bounds.features()];
  }

  @Override
  public void add(double[] example) {
    for (int i = 0; i < example.length; i++) {
      if (!Double.isNaN(example[i])) {
        FixedPoint fixed = fixed(i);
        double place = (example[i] - bounds.middle(i)) / bounds.reach(i);
        sums[i] += fixed.of(place);
        squares[i] += fixed.of(place * place);
      }
    }
  }

  private FixedPoint fixed(int feature) {
    return new FixedPoint(bounds.present(feature));
  }

  @Override
  public void merge(FeatureMoments other) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += other.sums[i];
      squares[i] += other.squares[i];
    }
  }

  int features() {
    return sums.length;
  }

  @Override
  public double mean(int feature) {
    return bounds.present(feature) == 0
        ? Double.NaN
        : bounds.middle(feature) + bounds.reach(feature) * fixed(feature).mean(sums[feature]);
  }

  @Override
  public double variance(int feature) {
    if (bounds.isConstant(feature)) {
      return 0;
    }
    FixedPoint fixed = fixed(feature);
    double mean = fixed.mean(sums[feature]);
    double reach = bounds.reach(feature);
    double variance = reach * reach * (fixed.mean(squares[feature]) - mean * mean);
    return Math.max(variance, Double.MIN_NORMAL);
  }

  @Override
  public double variance() {
    double mean = 0;
    double square = 0;
    for (int i = 0; i < features(); i++) {
      mean += mean(i) / features();
      square += (variance(i) + mean(i) * mean(i)) / features();
    }
    return Math.max(0, square - mean * mean);
  }
}
