package io.lamina.jobs.data.format;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.data.source.DataFiles;
import io.lamina.zoo.plan.data.source.SourcePath;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameReader;

/**
 * The directory below which names of directories such as {@code label=3} are columns of a table.
 *
 * @param directory it
 * @param shared whether several paths have it in common, each with partitions of its own
 */
record PartitionRoot(Path directory, boolean shared) {
  PartitionRoot {
    requireNonNull(directory, "directory is null");
  }

  /**
   * The lowest directory that all paths have in common above their partitions. Of one path, it is
   * what is before the first directory that is a partition or a pattern.
   *
   * @param found the files of the path
   * @return nothing for paths on several file systems, which have no directory in common
   */
  static Optional<PartitionRoot> of(SourcePath path, DataFiles files, List<Path> found) {
    List<Path> above =
        path.items().stream().map(item -> above(files.path(item), item, found)).toList();
    if (above.size() == 1) {
      return Optional.of(new PartitionRoot(above.get(0), false));
    }
    List<Path> all = above.stream().map(files::qualified).distinct().toList();
    Optional<Path> common = Optional.of(all.get(0));
    for (Path each : all.subList(1, all.size())) {
      common = common.flatMap(directory -> common(directory, each));
    }
    return common.map(directory -> new PartitionRoot(noPartition(directory), true));
  }

  /**
   * @param item the path as the plan has it: what is before it is not looked at for the first
   *     partition
   */
  private static Path above(Path place, String item, List<Path> found) {
    boolean isFile = found.stream().anyMatch(file -> file.getName().equals(place.getName()));
    Path above = isFile ? place.getParent() : place;
    Path part = place;
    for (int own = new Path(item).depth(); own > 0 && !part.isRoot(); own--) {
      if (isPartition(part) || isPattern(part)) {
        above = part.getParent();
      }
      part = part.getParent();
    }
    return noPartition(above);
  }

  private static Path noPartition(Path directory) {
    Path above = directory;
    while (!above.isRoot() && isPartition(above)) {
      above = above.getParent();
    }
    return above;
  }

  private static boolean isPartition(Path directory) {
    return directory.getName().contains("=");
  }

  private static boolean isPattern(Path path) {
    return path.getName().chars().anyMatch(letter -> "{}[]*?".indexOf(letter) >= 0);
  }

  private static Optional<Path> common(Path one, Path other) {
    Path above = one;
    while (above != null && !isIn(other, above)) {
      above = above.getParent();
    }
    return Optional.ofNullable(above);
  }

  private static boolean isIn(Path path, Path directory) {
    Path above = path;
    while (above != null && !above.equals(directory)) {
      above = above.getParent();
    }
    return above != null;
  }

  /** Says it to Spark, which takes all partitions to begin in one directory unless told so. */
  void apply(DataFrameReader reader) {
    reader.option("basePath", directory.toString());
    if (shared) {
      reader.option("ignoreInvalidPartitionPaths", true);
    }
  }
}
