package io.lamina.zoo.plan.preprocessing;

import java.util.stream.IntStream;

/** What a number becomes that is missing. */
public enum Fill {
  /** The mean of the feature's numbers, as far as they are there. */
  MEAN {
    @Override
    public double[] of(FeatureStatistics statistics) {
      FeatureStatistics.Moments moments = statistics.moments();
      return features(statistics).mapToDouble(moments::mean).toArray();
    }
  },
  /** The median of the feature's numbers, as far as they are there. */
  MEDIAN {
    @Override
    public double[] of(FeatureStatistics statistics) {
      return statistics.medians();
    }
  },
  /** 0. */
  ZERO {
    @Override
    public double[] of(FeatureStatistics statistics) {
      FeatureStatistics.Bounds bounds = statistics.bounds();
      return features(statistics)
          .mapToDouble(i -> Double.isFinite(bounds.low(i)) ? 0 : Double.NaN)
          .toArray();
    }
  },
  /** Nothing: numbers may not be missing, and in categorical columns this is one more category. */
  CATEGORY {
    @Override
    public double[] of(FeatureStatistics statistics) {
      throw new IllegalStateException("fill: category fills no numbers");
    }
  };

  /** Whether numbers may be missing. */
  public boolean fillsNumbers() {
    return this != CATEGORY;
  }

  /**
   * What the numbers of each feature become that are missing, if numbers are filled; NaN where no
   * example has a number.
   *
   * @param statistics of examples in which a number that is missing is NaN
   */
  public abstract double[] of(FeatureStatistics statistics);

  private static IntStream features(FeatureStatistics statistics) {
    return IntStream.range(0, statistics.features());
  }
}
