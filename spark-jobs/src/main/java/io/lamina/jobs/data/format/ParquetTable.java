package io.lamina.jobs.data.format;

import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.DataFiles;
import io.lamina.jobs.data.source.Packing;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.UserDefinedType;

/**
 * Parquet files as a table. Where columns are wanted that the files do not hold, they are looked
 * for in the names of the directories, {@code label=3}, as Spark writes partitions.
 *
 * @param spark that reads it
 * @param stored the columns of the files
 * @param partitions where names of directories are columns, if they are wanted
 */
record ParquetTable(SparkSession spark, StructType stored, Optional<PartitionRoot> partitions) {
  /**
   * The table of files like this one.
   *
   * @param root finds where names of directories are columns
   * @param wanted the names of the columns that are to be read
   * @throws DataException if the file is packed
   */
  static ParquetTable like(
      Path file, SparkSession spark, Supplier<Optional<PartitionRoot>> root, List<String> wanted) {
    StructType stored = stored(file, spark);
    boolean partitioned = !Arrays.asList(stored.fieldNames()).containsAll(wanted);
    return new ParquetTable(spark, stored, partitioned ? root.get() : Optional.empty());
  }

  /** A file's columns, its vectors as the structs they are stored as. */
  private static StructType stored(Path file, SparkSession spark) {
    StructType stored = new StructType();
    for (StructField field : schema(file, spark).fields()) {
      DataType type =
          field.dataType() instanceof UserDefinedType<?> vector
              ? vector.sqlType()
              : field.dataType();
      stored = stored.add(field.name(), type, field.nullable());
    }
    return stored;
  }

  private static StructType schema(Path file, SparkSession spark) {
    try {
      return spark.read().parquet(DataFiles.literal(file).toString()).schema();
    } catch (Exception e) { // Spark throws checked exceptions undeclared
      throw Packing.explaining(
          file,
          spark.sparkContext().hadoopConfiguration(),
          DataException.unreadable(file.toString(), e));
    }
  }

  /** The rows of files. */
  Dataset<Row> rows(List<Path> files) {
    return new TableFiles(files, partitions).rows(spark.read().schema(stored).format("parquet"));
  }
}
