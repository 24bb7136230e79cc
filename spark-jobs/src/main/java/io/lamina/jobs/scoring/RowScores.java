package io.lamina.jobs.scoring;

import static java.util.Objects.requireNonNull;

/**
 * What a network says of the rows of a data set, each at its index. The arrays are not copied.
 *
 * @param labels -1 where a row has none
 * @param predictions the most probable class of each row; empty if the network has no classes
 * @param errors the squared error of each row's reconstruction, summed over its values
 */
public record RowScores(int[] labels, int[] predictions, double[] errors) {
  public RowScores {
    requireNonNull(labels, "labels is null");
    requireNonNull(predictions, "predictions is null");
    requireNonNull(errors, "errors is null");
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
}
