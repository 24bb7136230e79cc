package io.lamina.jobs.data.format;

import io.lamina.jobs.data.source.DataException;
import java.io.Serializable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * A column of a table whose cells are values of examples.
 *
 * @param name of the column
 * @param cells how they are read
 */
record FeatureColumn(String name, FeatureCells cells) implements Serializable {
  private static final long serialVersionUID = 1;
  private static final String WANTED =
      "a number, true or false, an array of numbers or an ML vector (in a query, CAST makes numbers"
          + " of texts)";

  /**
   * The column of this name.
   *
   * @throws DataException if there is none, or none of such cells
   */
  static FeatureColumn of(String name, TableColumns columns, CellRule rule) {
    return rule.of(columns.type("features", name))
        .map(cells -> new FeatureColumn(name, cells))
        .orElseThrow(() -> columns.unfit(name, rule.wanted(WANTED)));
  }

  /** Whether a cell is one number. */
  boolean isNumber() {
    return cells instanceof NumberCell;
  }

  /** The column as it is asked for. */
  Column selected() {
    return cells.selected(TableColumns.column(name));
  }

  /**
   * The values of a cell of the column as it was {@link #selected}.
   *
   * @param at where the row has the cell
   * @param where names the row in messages
   * @throws DataException if one is missing, or an integer that 64-bit floats do not hold
   */
  double[] values(InternalRow row, int at, String where) {
    return cells.of(row, at, where + ", column '" + name + "'");
  }

  /** The column's name and how its cell begins, for people who look for the row. */
  String shown(InternalRow row, int at) {
    return name + ": " + cells.shown(row, at);
  }
}
