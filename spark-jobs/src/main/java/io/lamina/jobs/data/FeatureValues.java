package io.lamina.jobs.data;

import java.util.List;
import org.apache.spark.sql.Row;
import scala.collection.Seq;

/** The numbers in a cell of a table: an array, or an ML vector as it is stored. */
final class FeatureValues {
  /** The fields of a stored ML vector. */
  static final List<String> VECTOR_FIELDS = List.of("type", "size", "indices", "values");

  private FeatureValues() {}

  /** The values of a cell; a missing cell or value is NaN, and refused where values are checked. */
  static double[] of(Object cell) {
    if (cell instanceof Row vector) {
      return vector(vector);
    }
    return cell instanceof Seq<?> array ? numbers(array) : new double[0];
  }

  /** Type 1 is dense; type 0 is sparse, and lists the places of its values. */
  private static double[] vector(Row vector) {
    double[] values = numbers(vector.getSeq(vector.fieldIndex("values")));
    if (((Number) vector.getAs("type")).intValue() == 1) {
      return values;
    }
    double[] dense = new double[((Number) vector.getAs("size")).intValue()];
    double[] indices = numbers(vector.getSeq(vector.fieldIndex("indices")));
    for (int i = 0; i < values.length; i++) {
      dense[(int) indices[i]] = values[i];
    }
    return dense;
  }

  private static double[] numbers(Seq<?> array) {
    double[] values = new double[array.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.apply(i) instanceof Number number ? number.doubleValue() : Double.NaN;
    }
    return values;
  }
}
