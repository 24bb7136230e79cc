package io.lamina.jobs.data;

import io.lamina.zoo.plan.DataSource.Parquet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.UserDefinedType;
import scala.Tuple2;

/**
 * Reads Parquet: examples are arrays of numbers, or ML vectors, dense or sparse. Spark's ML library
 * is not needed for these: a vector's storage is a struct of type, size, indices and values.
 */
final class ParquetSource implements ExampleSource {
  private final Parquet source;
  private final SparkSession spark;
  private final DataFiles files;
  private final LabelRule rule;

  ParquetSource(Parquet source, SparkSession spark, DataFiles files, LabelRule rule) {
    this.source = source;
    this.spark = spark;
    this.files = files;
    this.rule = rule;
  }

  @Override
  public Examples read(boolean labeled) {
    List<Path> paths = files.files(source.path());
    JavaPairRDD<Long, byte[]> all = null;
    long count = 0;
    int inputs = -1;
    for (Path path : paths) {
      Dataset<Row> table = table(path);
      long rows = table.count();
      if (inputs < 0 && rows > 0) {
        inputs = FeatureValues.of(table.select(source.features()).head().get(0)).length;
      }
      JavaPairRDD<Long, byte[]> part = rows(table, path, count, inputs, labeled);
      all = all == null ? part : all.union(part);
      count += rows;
    }
    if (count == 0) {
      throw new DataException("cannot read " + paths.get(0) + ": it has no rows");
    }
    return new Examples(
        source.path(), all, count, inputs, ValueFormat.FLOAT, Optional.empty());
  }

  /** The file's table, its vectors as the structs they are stored as. */
  private Dataset<Row> table(Path path) {
    StructType schema = spark.read().parquet(path.toString()).schema();
    requireColumn(schema, source.features(), "features", path);
    source.label().ifPresent(label -> requireColumn(schema, label, "label", path));
    StructType stored = new StructType();
    for (org.apache.spark.sql.types.StructField field : schema.fields()) {
      DataType type =
          field.dataType() instanceof UserDefinedType<?> vector
              ? vector.sqlType()
              : field.dataType();
      stored = stored.add(field.name(), type, field.nullable());
    }
    requireFeatures(stored.apply(source.features()).dataType(), path);
    return spark.read().schema(stored).parquet(path.toString());
  }

  private static void requireColumn(StructType schema, String column, String key, Path path) {
    if (!Arrays.asList(schema.fieldNames()).contains(column)) {
      throw new DataException(
          String.format(
              "%s has no column '%s', it has %s (set %s to one of these)",
              path, column, String.join(", ", schema.fieldNames()), key));
    }
  }

  private void requireFeatures(DataType type, Path path) {
    boolean vector =
        type instanceof StructType struct
            && Arrays.asList(struct.fieldNames()).containsAll(FeatureValues.VECTOR_FIELDS);
    if (!(type instanceof ArrayType) && !vector) {
      throw new DataException(
          String.format(
              "%s: column '%s' is %s, must be an array of numbers or an ML vector",
              path, source.features(), type.simpleString()));
    }
  }

  private JavaPairRDD<Long, byte[]> rows(
      Dataset<Row> table, Path path, long firstIndex, int inputs, boolean labeled) {
    List<org.apache.spark.sql.Column> columns = new ArrayList<>();
    columns.add(functions.col("_metadata.row_index"));
    columns.add(functions.col(source.features()));
    boolean withLabel = labeled && source.label().isPresent();
    if (withLabel) {
      columns.add(functions.col(source.label().orElseThrow()).cast(DataTypes.DoubleType));
    }
    String file = path.toString();
    ValueScale scale = ValueScale.of(source.range());
    LabelRule labels = rule;
    return table
        .select(columns.toArray(org.apache.spark.sql.Column[]::new))
        .javaRDD()
        .mapToPair(
            row -> {
              String where = file + ", row " + row.getLong(0);
              float[] values = scaled(FeatureValues.of(row.get(1)), inputs, scale, where);
              int label = withLabel ? label(row, labels, where) : ExampleRow.NO_LABEL;
              return new Tuple2<>(firstIndex + row.getLong(0), ExampleRow.ofFloats(label, values));
            });
  }

  private static int label(Row row, LabelRule rule, String where) {
    if (row.isNullAt(2)) {
      throw new DataException(where + ": the label is missing (remove the row, or fill it in)");
    }
    return rule.require(row.getDouble(2), where);
  }

  private static float[] scaled(double[] raw, int inputs, ValueScale scale, String where) {
    if (raw.length != inputs) {
      throw new DataException(
          String.format("%s: %d values, must be %d as in the first row", where, raw.length, inputs));
    }
    float[] values = new float[raw.length];
    for (int i = 0; i < raw.length; i++) {
      values[i] = scale.apply(raw[i], where, i);
    }
    return values;
  }
}
