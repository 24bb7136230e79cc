package io.lamina.zoo.plan;

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

  /** The kind's name, as a plan writes it. */
  String kind();

  /** Where the values lie after the step. */
  InputRange makes();
}
