package io.lamina.jobs.scoring;

import java.io.Serializable;

/**
 * What a network says of the examples of a block; what was not asked for is empty. The arrays are
 * not copied.
 */
public final class BlockScores implements Serializable {
  private static final long serialVersionUID = 1;

  private final int[] predictions;
  private final float[] probabilities;
  private final float[] codes;
  private final double[] errors;

  /** What was not asked for is given as an empty array. */
  public BlockScores(int[] predictions, float[] probabilities, float[] codes, double[] errors) {
    this.predictions = predictions;
    this.probabilities = probabilities;
    this.codes = codes;
    this.errors = errors;
  }

  /** The class of each example. */
  public int[] predictions() {
    return predictions;
  }

  /** The probabilities of the classes, example after example. */
  public float[] probabilities() {
    return probabilities;
  }

  /** The codes, example after example. */
  public float[] codes() {
    return codes;
  }

  /** The error of the reconstruction of each example. */
  public double[] errors() {
    return errors;
  }
}
