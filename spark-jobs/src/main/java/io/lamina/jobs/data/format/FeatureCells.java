package io.lamina.jobs.data.format;

import java.io.Serializable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;

/**
 * How the cells of a table's column become values of an example. Cells are read from Spark's own
 * rows, where the numbers of an array lie side by side; in a row of its public interface each is an
 * object.
 */
sealed interface FeatureCells extends Serializable permits NumberCell, NumbersCell, PictureCell {
  /** The column as it is asked for. */
  Column selected(Column column);

  /**
   * The values of a cell.
   *
   * @param row whose cell is of a {@link #selected} column
   * @param at where the row has it
   * @param where names the example in messages
   * @throws io.lamina.jobs.data.source.DataException if the cell holds nothing that can be used
   */
  double[] of(SpecializedGetters row, int at, String where);

  /** How a cell begins, for people who look for the row. */
  String shown(SpecializedGetters row, int at);
}
