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
 * @param partitions the directory below which names of directories are columns, if they are wanted
 */
record TableFiles(List<Path> files, Optional<Path> partitions) {
  TableFiles {
    files = List.copyOf(files);
  }

  /** The lowest directory of a path that is the same for all its files and no partition. */
  static Path abovePartitions(Path place, Path file) {
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

  /** The rows, as a reader of files gives them. */
  Dataset<Row> rows(DataFrameReader reader) {
    partitions.ifPresent(
        directory -> {
          requireSameColumns(directory);
          reader.option("basePath", directory.toString());
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
        partitions.orElse(files.get(0)));
  }
}
