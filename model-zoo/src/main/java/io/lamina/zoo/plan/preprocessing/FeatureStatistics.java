package io.lamina.zoo.plan.preprocessing;

import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Window;
import java.io.Serializable;

/**
 * What can be asked of the examples that a step of preprocessing learns from: the unlabeled ones as
 * the steps before left them. Each answer is gathered when it is asked for, which reads all
 * examples at least once; ask once and keep the answer. Answers are the same to the bit however the
 * examples are dealt and in whatever order they are read. A feature is a value of an example; they
 * count from 0. Where a value is missing it is NaN; bounds, moments and medians are those of the
 * values that are there, and nothing else can be asked of such examples.
 */
public interface FeatureStatistics {
  /** The shape of an example. */
  Shape shape();

  /** The values of an example. */
  default int features() {
    return shape().size();
  }

  /** How far every feature reaches; reads the examples once. */
  Bounds bounds();

  /** Means and variances; reads the examples twice. */
  Moments moments();

  /**
   * The median of every feature, of an even number of values the lower of the two in the middle;
   * NaN where no example has a value. Reads the examples 16 times.
   */
  double[] medians();

  /** The directions in which the examples vary; reads the examples three times. */
  PrincipalAxes principalAxes();

  /**
   * The directions in which that varies which a window sees of the examples: the patches of all its
   * positions, as if each were an example. Reads the examples three times.
   *
   * @param window over an example's shape
   */
  PrincipalAxes principalAxes(Window window);

  /**
   * The statistics of the same examples after one more change.
   *
   * @param change is sent to where the examples are
   */
  FeatureStatistics after(Change change);

  /** What happens to an example before statistics are gathered. */
  @FunctionalInterface
  interface Change extends Serializable {
    /** Changes the values of an example in place. */
    void apply(double[] example);
  }

  /** The lowest and the highest value of every feature. */
  interface Bounds {
    /** The lowest value; 0 where it is -0, and infinite where no example has a value. */
    double low(int feature);

    /** The highest value; 0 where it is -0, and infinite where no example has a value. */
    double high(int feature);
  }

  /** The mean and the variance of every feature, and the variance of all together. */
  interface Moments {
    /** The mean; NaN where no example has a value. */
    double mean(int feature);

    /** The variance of the population; 0 for a constant feature alone. */
    double variance(int feature);

    /** The variance of the population of all values of all features together. */
    double variance();

    /** What a feature is divided by to have variance 1: 1 where it is constant. */
    default double deviation(int feature) {
      return divisor(variance(feature));
    }

    /** What all values are divided by to have variance 1: 1 where all are the same. */
    default double deviation() {
      return divisor(variance());
    }

    private static double divisor(double variance) {
      return variance == 0 ? 1 : Math.sqrt(variance);
    }
  }

  /**
   * The eigenvectors of the covariance: through the features' means, at right angles to each other,
   * as many as there are features.
   */
  interface PrincipalAxes {
    double mean(int feature);

    /** The variance of the population along an axis, at least 0. */
    double variance(int axis);

    /** A vector of length 1, a number for every feature; not to be changed. */
    double[] direction(int axis);
  }
}
