package io.lamina.jobs.gate;

/** What is measured of every row without a label. */
public enum RowMeasure {
  /** The squared error, summed over the inputs; both models read the same corrupted row. */
  RECONSTRUCTION_ERROR("reconstruction error", false),

  /** The pseudo-log-likelihood, of both models by the same flipped input. */
  PSEUDO_LIKELIHOOD("pseudo-log-likelihood", true),

  /**
   * The free energy of a corrupted copy of the row minus that of the row, with the same corruption
   * for both models: how much less probable the copy is. (The free energies of two models cannot be
   * compared; in this difference their unknown partition functions cancel out.)
   */
  FREE_ENERGY_GAP("free energy gap", true);

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
