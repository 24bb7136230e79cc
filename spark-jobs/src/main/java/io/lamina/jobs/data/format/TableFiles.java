package io.lamina.jobs.data.format;

import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.DataFiles;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Files that are a table together.
 *
 * @param files at least one
 * @param partitions where names of directories are columns, if they are wanted
 */
record TableFiles(List<Path> files, Optional<PartitionRoot> partitions) {
  TableFiles {
    files = List.copyOf(files);
  }

  /** The rows, as a reader of files gives them. */
  Dataset<Row> rows(DataFrameReader reader) {
    partitions.ifPresent(
        root -> {
          requireSameColumns(root.directory());
          root.apply(reader);
        });
    try {
      return reader.load(
          files.stream().map(path -> DataFiles.literal(path).toString()).toArray(String[]::new));
    } catch (RuntimeException e) {
      throw e instanceof SparkThrowable said && said.getCondition().startsWith("CONFLICTING_")
          ? new DataException(unlike(), e)
          : e;
    }
  }

  /** Of files that lie beside directories of partitions, Spark says nothing and reads none. */
  private void requireSameColumns(Path directory) {
    if (files.stream().map(file -> columns(file, directory)).distinct().count() > 1) {
      throw new DataException(unlike());
    }
  }

  private static List<String> columns(Path file, Path directory) {
    return Stream.iterate(file.getParent(), above -> above != null, Path::getParent)
        .takeWhile(above -> above.depth() > directory.depth())
        .map(Path::getName)
        .filter(name -> name.contains("="))
        .map(name -> name.substring(0, name.indexOf('=')))
        .toList();
  }

  private String unlike() {
    return String.format(
        "cannot read %s: not all files lie in directories of the same columns, such as label=3 "
            + "(move what does not belong to the table)",
        partitions.map(PartitionRoot::directory).orElse(files.get(0)));
  }
}
