package io.lamina.jobs.scoring;

import static java.util.Objects.requireNonNull;

/** What a network says of the rows of a data set, each at its index. The arrays are not copied. */
public final class RowScores {
  private final int[] labels;
  private final int[] predictions;
  private final double[] errors;

  /**
   * @param labels -1 where a row has none
   * @param predictions the most probable class of each row; empty if the network has no classes
   * @param errors the squared error of each row's reconstruction, summed over its values
   */
  public RowScores(int[] labels, int[] predictions, double[] errors) {
    this.labels = requireNonNull(labels, "labels is null");
    this.predictions = requireNonNull(predictions, "predictions is null");
    this.errors = requireNonNull(errors, "errors is null");
    if (errors.length != labels.length
        || (predictions.length != 0 && predictions.length != labels.length)) {
      throw new IllegalArgumentException(
          labels.length
              + " labels, "
              + predictions.length
              + " predictions and "
              + errors.length
              + " errors: must be of the same rows");
    }
  }

  /** The number of rows. */
  public int rows() {
    return labels.length;
  }

  /** The label of each row, -1 where it has none. */
  public int[] labels() {
    return labels;
  }

  /** The most probable class of each row; empty if the network has no classes. */
  public int[] predictions() {
    return predictions;
  }

  /** The squared error of each row's reconstruction, summed over its values. */
  public double[] errors() {
    return errors;
  }
}
