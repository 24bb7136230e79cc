package io.lamina.jobs.data.format;

import io.lamina.jobs.data.source.DataException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
  private static final int SHOWN = 4;

  SparkTableRow {
    features = List.copyOf(features);
  }

  /** The row under its place in {@link ContentOrder}. */
  Tuple2<Object, byte[]> placed(InternalRow row) {
    byte[] bytes = bytes(row);
    byte[] name = keyed ? key(row).getBytes(StandardCharsets.UTF_8) : bytes;
    return new Tuple2<>(ContentOrder.place(name), bytes);
  }

  /**
   * The row as an example. To give every row a name takes time, so one gets it when something is
   * wrong with it.
   */
  byte[] bytes(InternalRow row) {
    try {
      return bytes(row, table);
    } catch (DataException e) {
      return bytes(row, table + ", " + name(row));
    }
  }

  private byte[] bytes(InternalRow row, String where) {
    return example.row(values(row, where), row, features.size(), where);
  }

  private String name(InternalRow row) {
    return keyed && !row.isNullAt(keyAt(row)) ? "the row with key " + key(row) : shown(row);
  }

  private String shown(InternalRow row) {
    String cells =
        IntStream.range(0, Math.min(SHOWN, features.size()))
            .mapToObj(i -> features.get(i).shown(row, i))
            .collect(Collectors.joining(", "));
    return "the row with " + cells + (features.size() > SHOWN ? ", …" : "");
  }

  private String key(InternalRow row) {
    if (row.isNullAt(keyAt(row))) {
      throw new DataException(
          String.format(
              "%s, %s: the key is missing (fill it in, or leave key out: content places rows, too)",
              table, shown(row)));
    }
    return row.getUTF8String(keyAt(row)).toString();
  }

  private static int keyAt(InternalRow row) {
    return row.numFields() - 1;
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
