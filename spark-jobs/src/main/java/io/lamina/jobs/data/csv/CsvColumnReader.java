package io.lamina.jobs.data.csv;

import java.io.Serializable;

/**
 * What becomes of a column.
 *
 * @param field how its cells are inputs
 * @param firstInput the place of the first of them among an example's inputs
 */
record CsvColumnReader(CsvField field, int firstInput) implements Serializable {
  private static final long serialVersionUID = 1;

  void read(CsvCell cell, double[] values) {
    field.read(cell, values, firstInput);
  }
}
