package io.lamina.jobs.data;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/** The tables that tests write. */
public final class Tables {
  /** An ML vector as Spark stores it. */
  public static final StructType VECTOR =
      new StructType()
          .add("type", DataTypes.ByteType, false)
          .add("size", DataTypes.IntegerType)
          .add("indices", DataTypes.createArrayType(DataTypes.IntegerType, false))
          .add("values", DataTypes.createArrayType(DataTypes.DoubleType, false));

  public static final StructType DOUBLES =
      features(DataTypes.createArrayType(DataTypes.DoubleType));

  public static final StructType LABELED_DOUBLES = DOUBLES.add("label", DataTypes.DoubleType);

  private Tables() {}

  public static StructType features(DataType type) {
    return new StructType().add("features", type);
  }

  /** A row; Spark wants its arrays as Scala's sequences. */
  public static Row row(Object... cells) {
    return RowFactory.create(
        Arrays.stream(cells)
            .map(
                cell ->
                    cell instanceof List<?> list
                        ? CollectionConverters.asScala(list).toSeq()
                        : cell)
            .toArray());
  }

  public static List<Double> values(Double... values) {
    return Arrays.asList(values);
  }

  public static Row dense(Double... values) {
    return row((byte) 1, null, null, List.of(values));
  }

  public static Row sparse(int size, List<Integer> indices, Double... values) {
    return row((byte) 0, size, indices, List.of(values));
  }
}
