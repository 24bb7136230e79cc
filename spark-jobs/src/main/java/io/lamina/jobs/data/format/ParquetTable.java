package io.lamina.jobs.data.format;

import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.DataFiles;
import io.lamina.jobs.data.source.Packing;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.DataFrameReader;
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
 * @param partitions the directory below which names of directories are columns, if they are wanted
 */
record ParquetTable(SparkSession spark, StructType stored, Optional<Path> partitions) {
  /**
   * The table of files like this one.
   *
   * @param place the path that the plan names, a directory, a file or a glob
   * @param wanted the names of the columns that are to be read
   * @throws DataException if the file is packed
   */
  static ParquetTable like(Path file, SparkSession spark, Path place, List<String> wanted) {
    StructType stored = stored(file, spark);
    boolean partitioned = !Arrays.asList(stored.fieldNames()).containsAll(wanted);
    return new ParquetTable(
        spark, stored, partitioned ? Optional.of(abovePartitions(place, file)) : Optional.empty());
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

  /** The lowest directory of a path that is the same for all its files and no partition. */
  private static Path abovePartitions(Path place, Path file) {
    Path above = place.getName().equals(file.getName()) ? place.getParent() : place;
    while (!above.isRoot() && isPattern(above.toString())) {
      above = above.getParent();
    }
    while (!above.isRoot() && above.getName().contains("=")) {
      above = above.getParent();
    }
    return above;
  }

  private static boolean isPattern(String path) {
    return path.chars().anyMatch(letter -> "{}[]*?".indexOf(letter) >= 0);
  }

  /** The rows of files. */
  Dataset<Row> rows(List<Path> files) {
    DataFrameReader reader = spark.read().schema(stored);
    partitions.ifPresent(directory -> reader.option("basePath", directory.toString()));
    try {
      return reader.parquet(
          files.stream().map(path -> DataFiles.literal(path).toString()).toArray(String[]::new));
    } catch (RuntimeException e) {
      throw e instanceof SparkThrowable said && said.getCondition().startsWith("CONFLICTING_")
          ? unlike(files, e)
          : e;
    }
  }

  private DataException unlike(List<Path> files, RuntimeException cause) {
    return new DataException(
        String.format(
            "cannot read %s: not all files lie in directories of the same columns, such as label=3 "
                + "(move what does not belong to the table)",
            partitions.orElse(files.get(0))),
        cause);
  }
}
