package io.lamina.jobs.data.format;

import io.lamina.jobs.data.source.DataException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
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
    if (cell instanceof InternalRow vector) {
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
    int size = vector.<Number>getAs("size").intValue();
    double[] indices = numbers(vector.getSeq(vector.fieldIndex("indices")));
    return dense(size, indices, values, where);
  }

  /** A vector as its class stores it: the fields are in order. */
  private static double[] vector(InternalRow vector, String where) {
    double[] values = vector.getArray(VECTOR_FIELDS.indexOf("values")).toDoubleArray();
    if (vector.getByte(VECTOR_FIELDS.indexOf("type")) == DENSE) {
      return values;
    }
    int size = vector.getInt(VECTOR_FIELDS.indexOf("size"));
    int[] indices = vector.getArray(VECTOR_FIELDS.indexOf("indices")).toIntArray();
    return dense(size, Arrays.stream(indices).asDoubleStream().toArray(), values, where);
  }

  private static double[] dense(int size, double[] indices, double[] values, String where) {
    double[] dense = new double[size];
    for (int i = 0; i < values.length; i++) {
      int index = (int) indices[i];
      if (index < 0 || index >= size) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "%s: a sparse vector of size %d has an index %d (write the vectors again)",
                where,
                size,
                index));
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
