package io.lamina.jobs.data.format;

import io.lamina.jobs.data.source.ExampleRow;
import java.io.Serializable;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.Tuple2;

/**
 * How a row of a Parquet file is an example. Messages name the file and the row.
 *
 * @param places of the files, by the names Spark gives them
 * @param features how the cells of their column are read
 * @param example what a row's numbers become
 */
record ParquetExample(Map<String, Place> places, FeatureCells features, TableExample example)
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
  Tuple2<Long, byte[]> row(InternalRow row) {
    Place place = places.get(row.getUTF8String(0).toString());
    long number = row.getLong(1);
    String where = place.file() + ", row " + number + " (counted from 0)";
    double[] values = features.of(row, 2, where);
    return new Tuple2<>(place.firstIndex() + number, example.row(values, row, 3, where));
  }
}
