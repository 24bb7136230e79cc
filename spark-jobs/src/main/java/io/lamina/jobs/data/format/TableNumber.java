package io.lamina.jobs.data.format;

import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.LargeInteger;
import java.io.Serializable;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.LongType;

/**
 * A number of a table, in a row or in an array, as a 64-bit float.
 *
 * @param type as the table has it
 * @param gaps whether it may be missing, which is NaN then
 */
record TableNumber(DataType type, boolean gaps) implements Serializable {
  private static final long serialVersionUID = 1;

  /** What is asked of Spark: of 64-bit floats alone one sees no more what they were made of. */
  DataType selected() {
    return isWide() ? type : DataTypes.DoubleType;
  }

  /** An array of such numbers as it is asked for. */
  ArrayType selectedArray() {
    return DataTypes.createArrayType(selected());
  }

  private boolean isWide() {
    return type instanceof LongType || type instanceof DecimalType;
  }

  /**
   * Whether a cell has a number, if it must have one, and a 64-bit float holds it if it is an
   * integer.
   */
  boolean isHeld(SpecializedGetters cells, int at) {
    return cells.isNullAt(at) ? gaps : !(isWide() && LargeInteger.is(read(cells, at)));
  }

  /** The number of a cell that {@link #isHeld}, as it was {@link #selected}. */
  double read(SpecializedGetters cells, int at) {
    if (cells.isNullAt(at)) {
      return Double.NaN;
    }
    if (type instanceof LongType) {
      return cells.getLong(at);
    }
    return type instanceof DecimalType decimal
        ? cells.getDecimal(at, decimal.precision(), decimal.scale()).toDouble()
        : cells.getDouble(at);
  }

  /** The cell as it is, for people. */
  String shown(SpecializedGetters cells, int at) {
    return cells.isNullAt(at) ? "null" : String.valueOf(cells.get(at, selected()));
  }

  /**
   * The numbers of an array of the {@link #selectedArray} type.
   *
   * @param where names the array in messages
   */
  double[] all(ArrayData array, String where) {
    boolean single = isWide() || gaps;
    double[] values = single ? new double[array.numElements()] : array.toDoubleArray();
    for (int i = 0; i < values.length; i++) {
      if (!isHeld(array, i)) {
        throw refused(array, i, where + ", value " + i + " (counted from 0)");
      }
      if (single) {
        values[i] = read(array, i);
      }
    }
    return values;
  }

  /**
   * What is said of a cell that is not {@link #isHeld}.
   *
   * @param where names it
   */
  DataException refused(SpecializedGetters cells, int at, String where) {
    return cells.isNullAt(at)
        ? new DataException(
            where
                + ": the value is missing (say by missing in the source what fills it, or remove"
                + " the row; in a query, coalesce fills it)")
        : new LargeInteger(shown(cells, at)).refused(where);
  }
}
