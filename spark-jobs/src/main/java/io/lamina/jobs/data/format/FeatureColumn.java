package io.lamina.jobs.data.format;

import io.lamina.jobs.data.source.DataException;
import java.io.Serializable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;

/**
 * A column of a table whose cells are numbers: one, an array of them, or an ML vector.
 *
 * @param name of the column
 * @param type of its cells
 */
record FeatureColumn(String name, DataType type) implements Serializable {
  private static final long serialVersionUID = 1;
  private static final String WANTED =
      "a number, true or false, an array of numbers or an ML vector (in a query, CAST makes numbers"
          + " of texts)";

  /**
   * The column of this name.
   *
   * @throws DataException if there is none, or none of numbers
   */
  static FeatureColumn of(String name, TableColumns columns) {
    FeatureColumn column = new FeatureColumn(name, columns.type("features", name));
    if (!column.isNumber() && !FeatureValues.isIn(column.type)) {
      throw columns.unfit(name, WANTED);
    }
    return column;
  }

  /** Whether a cell is one number. */
  boolean isNumber() {
    return type instanceof NumericType || type instanceof BooleanType;
  }

  /** The column as it is asked for. */
  Column selected() {
    Column column = TableColumns.column(name);
    return isNumber() ? column.cast(number().selected()) : FeatureValues.selected(column, type);
  }

  private TableNumber number() {
    return new TableNumber(type);
  }

  /**
   * The numbers of a cell of the column as it was {@link #selected}.
   *
   * @param at where the row has the cell
   * @param where names the row in messages
   * @throws DataException if one is missing, or an integer that 64-bit floats do not hold
   */
  double[] values(InternalRow row, int at, String where) {
    if (!isNumber()) {
      return FeatureValues.of(row, at, type, where + ", column '" + name + "'");
    }
    if (!number().isHeld(row, at)) {
      throw number().refused(row, at, where + ", column '" + name + "'");
    }
    return new double[] {number().read(row, at)};
  }

  /** The column's name and how its cell begins, for people who look for the row. */
  String shown(InternalRow row, int at) {
    return name
        + ": "
        + (isNumber() ? number().shown(row, at) : FeatureValues.shown(row, at, type));
  }
}
