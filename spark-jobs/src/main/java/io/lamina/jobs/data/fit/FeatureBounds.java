package io.lamina.jobs.data.fit;

import io.lamina.zoo.plan.preprocessing.FeatureStatistics;
import java.util.Arrays;

/** The lowest and the highest value of every feature, and how many there are. */
final class FeatureBounds implements Accumulator<FeatureBounds>, FeatureStatistics.Bounds {
  private static final long serialVersionUID = 1;

  private final double[] low;
  private final double[] high;
  private final long[] present;

  FeatureBounds(int features) {
    low = new double[features];
    high = new double[features];
    present = new long[features];
    Arrays.fill(low, Double.POSITIVE_INFINITY);
    Arrays.fill(high, Double.NEGATIVE_INFINITY);
  }

  @Override
  public void add(double[] example) {
    for (int i = 0; i < example.length; i++) {
      // Adding 0 makes -0 and 0 one value: which of them is the lowest depends on the order.
      double value = example[i] + 0.0;
      if (!Double.isNaN(value)) {
        low[i] = Math.min(low[i], value);
        high[i] = Math.max(high[i], value);
        present[i]++;
      }
    }
  }

  @Override
  public void merge(FeatureBounds other) {
    for (int i = 0; i < low.length; i++) {
      low[i] = Math.min(low[i], other.low[i]);
      high[i] = Math.max(high[i], other.high[i]);
      present[i] += other.present[i];
    }
  }

  int features() {
    return low.length;
  }

  @Override
  public double low(int feature) {
    return low[feature];
  }

  @Override
  public double high(int feature) {
    return high[feature];
  }

  /** The examples that have the value. */
  long present(int feature) {
    return present[feature];
  }

  /** The middle between the lowest and the highest value. */
  double middle(int feature) {
    return (low[feature] + high[feature]) / 2;
  }

  /** How far every value lies from the middle at most; 1 where all lie there. */
  double reach(int feature) {
    double reach = (high[feature] - low[feature]) / 2;
    return reach == 0 ? 1 : reach;
  }

  boolean isConstant(int feature) {
    return low[feature] == high[feature];
  }
}
