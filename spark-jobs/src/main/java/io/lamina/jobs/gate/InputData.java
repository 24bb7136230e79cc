package io.lamina.jobs.gate;

import io.lamina.jobs.sketch.ColumnSketch;
import java.util.List;

/**
 * The data that a model was trained on, in short.
 *
 * @param rows how many
 * @param distinctRows how many different ones, nearly
 * @param names of the columns, in their order
 * @param columns how the values of each are distributed
 */
public record InputData(
    long rows, long distinctRows, List<String> names, List<ColumnSketch> columns) {
  public InputData {
    names = List.copyOf(names);
    columns = List.copyOf(columns);
    if (rows < 0) {
      throw new IllegalArgumentException("rows is " + rows + ", must be at least 0");
    }
    if (distinctRows < 0) {
      throw new IllegalArgumentException(
          "distinctRows is " + distinctRows + ", must be at least 0");
    }
    if (names.size() != columns.size()) {
      throw new IllegalArgumentException(
          names.size() + " names of " + columns.size() + " columns, must be as many");
    }
  }

  /** The share of the rows that another row repeats, from 0 to 1. */
  double repeated() {
    return rows == 0 ? 0 : Math.max(0, 1 - (double) distinctRows / rows);
  }
}
