package io.lamina.jobs.drift.sketches;

import io.lamina.jobs.sketch.ColumnSketch;
import io.lamina.jobs.sketch.DistinctRows;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How the values of rows are distributed.
 *
 * @param rows how many
 * @param different how many different ones; none where rows have no hash
 * @param places the values at each place of a row
 */
record RowSketches(long rows, DistinctRows different, List<ColumnSketch> places)
    implements Serializable {
  private static final long serialVersionUID = 1;

  RowSketches {
    places = List.copyOf(places);
  }

  /** Those of both. */
  RowSketches plus(RowSketches other) {
    List<ColumnSketch> sums = new ArrayList<>(places.size());
    for (int i = 0; i < places.size(); i++) {
      sums.add(places.get(i).plus(other.places.get(i)));
    }
    return new RowSketches(rows + other.rows, different.plus(other.different), sums);
  }
}
