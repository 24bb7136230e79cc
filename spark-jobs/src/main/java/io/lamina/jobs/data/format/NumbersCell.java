package io.lamina.jobs.data.format;

import io.lamina.jobs.data.source.DataException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.UserDefinedType;

/**
 * The numbers of a cell: an array, or an ML vector as it is stored. Spark's ML library is not
 * needed for these: a vector's storage is a struct of type, size, indices and values.
 *
 * @param type of the column in the table
 * @param gaps whether numbers may be missing; the whole cell may not
 */
record NumbersCell(DataType type, boolean gaps) implements FeatureCells {
  private static final long serialVersionUID = 1;
  private static final List<String> VECTOR_FIELDS = List.of("type", "size", "indices", "values");
  private static final List<String> VECTOR_TYPES =
      List.of("tinyint", "int", "array<int>", "array<double>");
  private static final int DENSE = 1;
  private static final int SHOWN = 4;

  /** Whether the cells of a column hold such numbers. */
  static boolean isIn(DataType column) {
    return isVector(column)
        || (column instanceof ArrayType array && array.elementType() instanceof NumericType);
  }

  private static boolean isVector(DataType column) {
    DataType stored = column instanceof UserDefinedType<?> vector ? vector.sqlType() : column;
    return stored instanceof StructType struct
        && List.of(struct.fieldNames()).containsAll(VECTOR_FIELDS);
  }

  private boolean isVector() {
    return isVector(type);
  }

  @Override
  public Column selected(Column column) {
    if (type instanceof ArrayType) {
      return column.cast(numbers().selectedArray());
    }
    return type instanceof StructType ? functions.when(column.isNotNull(), vector(column)) : column;
  }

  /** The fields in the order, and of the types, in which the class of vectors stores them. */
  private static Column vector(Column column) {
    Column[] fields = new Column[VECTOR_FIELDS.size()];
    for (int i = 0; i < fields.length; i++) {
      String field = VECTOR_FIELDS.get(i);
      fields[i] = column.getField(field).cast(VECTOR_TYPES.get(i)).as(field);
    }
    return functions.struct(fields);
  }

  @Override
  public double[] of(SpecializedGetters row, int at, String where) {
    if (row.isNullAt(at)) {
      throw new DataException(where + ": the features are missing (remove the row, or fill it in)");
    }
    return isVector()
        ? vector(row.getStruct(at, VECTOR_FIELDS.size()), where)
        : numbers().all(row.getArray(at), where);
  }

  @Override
  public String shown(SpecializedGetters row, int at) {
    if (row.isNullAt(at)) {
      return "null";
    }
    ArrayData array =
        isVector()
            ? row.getStruct(at, VECTOR_FIELDS.size()).getArray(VECTOR_FIELDS.indexOf("values"))
            : row.getArray(at);
    String begin =
        IntStream.range(0, Math.min(SHOWN, array.numElements()))
            .mapToObj(i -> numbers().shown(array, i))
            .collect(Collectors.joining(", "));
    return "[" + begin + (array.numElements() > SHOWN ? ", …]" : "]");
  }

  private TableNumber numbers() {
    return new TableNumber(
        type instanceof ArrayType array ? array.elementType() : DataTypes.DoubleType, gaps);
  }

  private double[] vector(InternalRow vector, String where) {
    double[] values = numbers().all(vector.getArray(VECTOR_FIELDS.indexOf("values")), where);
    if (vector.getByte(VECTOR_FIELDS.indexOf("type")) == DENSE) {
      return values;
    }
    int size = vector.getInt(VECTOR_FIELDS.indexOf("size"));
    int[] indices = vector.getArray(VECTOR_FIELDS.indexOf("indices")).toIntArray();
    return dense(size, indices, values, where);
  }

  private static double[] dense(int size, int[] indices, double[] values, String where) {
    double[] dense = new double[size];
    for (int i = 0; i < values.length; i++) {
      int index = indices[i];
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
}
