package io.lamina.jobs.data.format;

import io.lamina.jobs.data.source.Counted;
import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.ExampleRow;
import io.lamina.jobs.data.source.LabelRule;
import io.lamina.jobs.data.source.ValueFormat;
import io.lamina.jobs.data.source.ValueScale;
import java.io.Serializable;
import java.util.Map;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * How a row of a table is an example. Messages name the file and the row.
 *
 * @param places of the files, by the names Spark gives them
 * @param inputs values of an example
 * @param labeled whether rows have a label
 * @param scale of the values
 * @param rule of the labels
 */
record ParquetExample(
    Map<String, Place> places,
    int inputs,
    boolean labeled,
    ValueScale scale,
    LabelRule rule,
    ValueFormat format)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /**
   * A file among the others.
   *
   * @param file what messages call it
   * @param firstIndex the index of its first example
   */
  record Place(String file, long firstIndex) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /**
   * The index and the {@link ExampleRow} of a row.
   *
   * @param row the file as Spark calls it, the row's number in it, the features, the label if there
   *     is one
   */
  Tuple2<Long, byte[]> row(Row row) {
    Place place = places.get(row.getString(0));
    long number = row.getLong(1);
    String where = place.file() + ", row " + number + " (counted from 0)";
    double[] values = scaled(FeatureValues.of(row.get(2), where), where);
    int label = labeled ? label(row, where) : ExampleRow.NO_LABEL;
    return new Tuple2<>(place.firstIndex() + number, ExampleRow.ofNumbers(label, values, format));
  }

  private int label(Row row, String where) {
    if (row.isNullAt(3)) {
      throw new DataException(where + ": the label is missing (remove the row, or fill it in)");
    }
    return rule.require(row.getDouble(3), where);
  }

  private double[] scaled(double[] raw, String where) {
    if (raw.length != inputs) {
      throw new DataException(
          String.format(
              "%s: %s, must be %d as in the first row (mend or remove the row)",
              where, new Counted(raw.length, "value"), inputs));
    }
    double[] values = new double[raw.length];
    for (int i = 0; i < raw.length; i++) {
      values[i] = scale.apply(raw[i], where, "value", i);
    }
    return values;
  }
}
