package io.lamina.jobs.data.format;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;

/**
 * The one number of a cell.
 *
 * @param number of the column
 */
record NumberCell(TableNumber number) implements FeatureCells {
  private static final long serialVersionUID = 1;

  /** Whether the cells of a column are numbers, or true and false. */
  static boolean isIn(DataType column) {
    return column instanceof NumericType || column instanceof BooleanType;
  }

  @Override
  public Column selected(Column column) {
    return column.cast(number.selected());
  }

  @Override
  public double[] of(SpecializedGetters row, int at, String where) {
    if (!number.isHeld(row, at)) {
      throw number.refused(row, at, where);
    }
    return new double[] {number.read(row, at)};
  }

  @Override
  public String shown(SpecializedGetters row, int at) {
    return number.shown(row, at);
  }
}
