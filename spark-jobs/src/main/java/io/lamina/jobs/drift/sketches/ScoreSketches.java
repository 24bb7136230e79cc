package io.lamina.jobs.drift.sketches;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.scoring.ScoringNetworks;
import io.lamina.jobs.sketch.ColumnSketch;
import java.util.List;

/**
 * How what a model says of rows is distributed.
 *
 * @param rows how many
 * @param error the squared error of a row's reconstruction, summed over its values
 * @param codes each code of the top layer
 * @param probabilities the probability of each class; none if the model has no classes
 */
public record ScoreSketches(
    long rows, ColumnSketch error, List<ColumnSketch> codes, List<ColumnSketch> probabilities) {
  public ScoreSketches {
    requireNonNull(error, "error is null");
    codes = List.copyOf(codes);
    probabilities = List.copyOf(probabilities);
    if (rows < 0) {
      throw new IllegalArgumentException("rows is " + rows + ", must be at least 0");
    }
  }

  /** Of places as {@link RowSketcher} fills them. */
  static ScoreSketches of(RowSketches scores, ScoringNetworks networks) {
    int above = 1 + networks.codes();
    return new ScoreSketches(
        scores.rows(),
        scores.places().get(0),
        scores.places().subList(1, above),
        scores.places().subList(above, above + networks.classes()));
  }
}
