package io.lamina.jobs.gate;

/** What is measured of every row without a label. */
public enum RowMeasure {
  /** The squared error, summed over the inputs; both models read the same corrupted row. */
  RECONSTRUCTION_ERROR("reconstruction error", false),

  /** The pseudo-log-likelihood, of both models by the same flipped inputs. */
  PSEUDO_LIKELIHOOD("pseudo-log-likelihood", true),

  /**
   * Hyvärinen's score, of the slope and the curvature of the free energy. (The free energies of two
   * models cannot be compared; in their derivatives the unknown partition functions do not occur.)
   */
  SCORE("score of the free energy", false);

  private final String words;
  private final boolean moreIsBetter;

  RowMeasure(String words, boolean moreIsBetter) {
    this.words = words;
    this.moreIsBetter = moreIsBetter;
  }

  String words() {
    return words;
  }

  /** How much worse a row's figure is than the other. */
  double worse(double figure, double other) {
    return moreIsBetter ? other - figure : figure - other;
  }
}
