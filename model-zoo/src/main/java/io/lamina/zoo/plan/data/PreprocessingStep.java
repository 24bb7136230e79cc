package io.lamina.zoo.plan.data;

import io.lamina.zoo.plan.yaml.Range;

/**
 * A step of preprocessing: what happens to every example before anything learns from it. Where a
 * step needs statistics, they are those of the unlabeled data after the steps before it.
 */
public sealed interface PreprocessingStep {

  /**
   * Every feature to [0, 1], from its lowest to its highest value; a value beyond these, in other
   * data, becomes 0 or 1. A feature that is constant is only shifted.
   */
  record MinMax() implements PreprocessingStep {
    public static final String KIND = "min-max";

    @Override
    public String kind() {
      return KIND;
    }

    @Override
    public InputRange makes() {
      return InputRange.UNIT;
    }
  }

  /** Every feature to mean 0 and variance 1. A feature that is constant is only shifted. */
  record Standardise() implements PreprocessingStep {
    public static final String KIND = "standardise";

    @Override
    public String kind() {
      return KIND;
    }

    @Override
    public InputRange makes() {
      return InputRange.REAL;
    }
  }

  /**
   * UFLDL's preparation of patches (Ng: Sparse autoencoder, lecture notes of CS294A, 2011, and its
   * exercise): from every example its mean is taken, the values are clipped at three standard
   * deviations of all values of all examples, and these bounds go to 0.1 and 0.9.
   */
  record ClipAndScale() implements PreprocessingStep {
    public static final String KIND = "clip-and-scale";

    @Override
    public String kind() {
      return KIND;
    }

    @Override
    public InputRange makes() {
      return InputRange.UNIT;
    }
  }

  /**
   * Global contrast normalisation: from every example its mean is taken, and the rest is divided by
   * the square root of its variance plus the regulariser (Coates, Lee, Ng: An analysis of
   * single-layer networks in unsupervised feature learning, AISTATS 2011, who add 10 for pixels of
   * 0 to 255).
   *
   * @param regulariser keeps the noise of examples without contrast small
   */
  record GlobalContrastNormalisation(double regulariser) implements PreprocessingStep {
    public static final String KIND = "global-contrast-normalisation";
    public static final Range REGULARISER = Range.above(0, 1_000_000);

    public GlobalContrastNormalisation {
      REGULARISER.require("regulariser", regulariser);
    }

    @Override
    public String kind() {
      return KIND;
    }

    @Override
    public InputRange makes() {
      return InputRange.REAL;
    }
  }

  /**
   * ZCA whitening: the features' means are taken away, and the rest is multiplied by the square
   * root of the inverse of covariance plus epsilon, after which features are uncorrelated and of
   * variance 1 (Bell and Sejnowski: The independent components of natural scenes are edge filters,
   * Vision Research 1997).
   *
   * @param epsilon is added to every eigenvalue of the covariance
   */
  record ZcaWhitening(double epsilon) implements PreprocessingStep {
    public static final String KIND = "zca-whitening";
    public static final Range EPSILON = Range.above(0, 1_000_000);

    public ZcaWhitening {
      EPSILON.require("epsilon", epsilon);
    }

    @Override
    public String kind() {
      return KIND;
    }

    @Override
    public InputRange makes() {
      return InputRange.REAL;
    }
  }

  /** The kind's name, as a plan writes it. */
  String kind();

  /** Where the values lie after the step. */
  InputRange makes();
}
