package io.lamina.jobs.data.format;

import io.lamina.jobs.data.source.DataException;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;

/**
 * The numbers in a cell of a table: an array, or an ML vector as it is stored. Spark's ML library
 * is not needed for these: a vector's storage is a struct of type, size, indices and values.
 */
final class FeatureValues {
  private static final List<String> VECTOR_FIELDS = List.of("type", "size", "indices", "values");
  private static final int DENSE = 1;

  private FeatureValues() {}

  /** Whether the cells of a column hold such numbers. */
  static boolean isIn(DataType column) {
    if (column instanceof StructType struct) {
      return List.of(struct.fieldNames()).containsAll(VECTOR_FIELDS);
    }
    return column instanceof ArrayType array && array.elementType() instanceof NumericType;
  }

  /**
   * The values of a cell; one that is missing in an array is NaN, and refused where values are
   * checked.
   *
   * @param where names the example in the message
   */
  static double[] of(Object cell, String where) {
    if (cell instanceof Row vector) {
      return vector(vector, where);
    }
    if (cell instanceof Seq<?> array) {
      return numbers(array);
    }
    throw new DataException(where + ": the features are missing (remove the row, or fill it in)");
  }

  private static double[] vector(Row vector, String where) {
    double[] values = numbers(vector.getSeq(vector.fieldIndex("values")));
    if (vector.<Number>getAs("type").intValue() == DENSE) {
      return values;
    }
    double[] dense = new double[vector.<Number>getAs("size").intValue()];
    double[] indices = numbers(vector.getSeq(vector.fieldIndex("indices")));
    for (int i = 0; i < values.length; i++) {
      int index = (int) indices[i];
      if (index < 0 || index >= dense.length) {
        throw new DataException(
            String.format(
                "%s: a sparse vector of size %d has an index %d (write the vectors again)",
                where, dense.length, index));
      }
      dense[index] = values[i];
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
