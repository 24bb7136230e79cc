package io.lamina.jobs.gate;

import io.lamina.jobs.sketch.ColumnSketch;
import java.util.List;

/**
 * The data that a model was trained on, in short.
 *
 * @param rows how many
 * @param names of the columns, in their order
 * @param columns how the values of each are distributed
 */
public record InputData(long rows, List<String> names, List<ColumnSketch> columns) {
  public InputData {
    names = List.copyOf(names);
    columns = List.copyOf(columns);
    if (rows < 0) {
      throw new IllegalArgumentException("rows is " + rows + ", must be at least 0");
    }
    if (names.size() != columns.size()) {
      throw new IllegalArgumentException(
          names.size() + " names of " + columns.size() + " columns, must be as many");
    }
  }
}
