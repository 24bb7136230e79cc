package io.lamina.jobs.data.format;

import io.lamina.jobs.data.source.DataException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.Tuple2;

/**
 * How a row of a table without an order is an example, and what it is placed by.
 *
 * @param table what messages call it
 * @param features in the order of the row's columns
 * @param example what the numbers become; the label, if there is one, comes after the features
 * @param keyed whether a key, as text, comes last
 */
record SparkTableRow(
    String table, List<FeatureColumn> features, TableExample example, boolean keyed)
    implements Serializable {
  private static final long serialVersionUID = 1;

  SparkTableRow {
    features = List.copyOf(features);
  }

  /** The row under its place in {@link ContentOrder}. */
  Tuple2<Object, byte[]> placed(InternalRow row) {
    String where = keyed ? table + ", the row with key " + key(row) : table;
    byte[] bytes = example.row(values(row, where), row, features.size(), where);
    byte[] name = keyed ? key(row).getBytes(StandardCharsets.UTF_8) : bytes;
    return new Tuple2<>(ContentOrder.place(name), bytes);
  }

  private String key(InternalRow row) {
    int last = row.numFields() - 1;
    if (row.isNullAt(last)) {
      throw new DataException(
          table + ": a row has no key (fill it in, or leave key out: content places rows, too)");
    }
    return row.getUTF8String(last).toString();
  }

  private double[] values(InternalRow row, String where) {
    double[][] cells = new double[features.size()][];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = features.get(i).values(row, i, where);
    }
    return joined(cells);
  }

  private static double[] joined(double[][] cells) {
    double[] values = new double[Arrays.stream(cells).mapToInt(cell -> cell.length).sum()];
    int at = 0;
    for (double[] cell : cells) {
      System.arraycopy(cell, 0, values, at, cell.length);
      at += cell.length;
    }
    return values;
  }
}
