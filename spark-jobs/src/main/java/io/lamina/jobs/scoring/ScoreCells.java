package io.lamina.jobs.scoring;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The cells that are added to rows.
 *
 * @param columns in their order
 * @param classNames none where classes have numbers only
 */
record ScoreCells(List<ScoreColumn> columns, List<String> classNames) implements Serializable {
  private static final long serialVersionUID = 1;

  ScoreCells {
    columns = List.copyOf(columns);
    classNames = List.copyOf(classNames);
  }

  /** The cells of a row of a block of so many. */
  InternalRow of(BlockScores scores, int row, int rows) {
    Object[] cells = new Object[columns.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = cell(columns.get(i), scores, row, rows);
    }
    return new GenericInternalRow(cells);
  }

  private Object cell(ScoreColumn column, BlockScores scores, int row, int rows) {
    return switch (column) {
      case PREDICTION -> prediction(scores.predictions()[row]);
      case PROBABILITIES -> part(scores.probabilities(), row, rows);
      case CODES -> part(scores.codes(), row, rows);
      case RECONSTRUCTION_ERROR -> scores.errors()[row];
    };
  }

  private Object prediction(int label) {
    return classNames.isEmpty() ? (Object) label : UTF8String.fromString(classNames.get(label));
  }

  private static UnsafeArrayData part(float[] values, int row, int rows) {
    int count = values.length / rows;
    return UnsafeArrayData.fromPrimitiveArray(
        Arrays.copyOfRange(values, row * count, (row + 1) * count));
  }
}
