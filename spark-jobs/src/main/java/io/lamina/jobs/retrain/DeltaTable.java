package io.lamina.jobs.retrain;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.data.source.DataException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * A Delta table. Each of its versions is one file of its log, so the version that counts is found
 * without Delta's classes (Delta transaction log protocol, "Delta log entries").
 *
 * @param path with scheme and authority
 * @param hadoop finds the file system
 */
record DeltaTable(Path path, Configuration hadoop) {
  private static final Pattern COMMIT = Pattern.compile("(\\d{20})\\.json");

  DeltaTable {
    requireNonNull(path, "path is null");
    requireNonNull(hadoop, "hadoop is null");
  }

  /**
   * The table as it is now.
   *
   * @throws DataException if there is no such table, or if it cannot be listed
   */
  TableMark now() {
    Path log = new Path(path, "_delta_log");
    try {
      return Arrays.stream(path.getFileSystem(hadoop).listStatus(log))
          .map(FileStatus::getPath)
          .flatMapToLong(file -> version(file).stream())
          .max()
          .stream()
          .mapToObj(version -> new TableMark(path.toString(), version))
          .findFirst()
          .orElseThrow(this::isNone);
    } catch (FileNotFoundException e) {
      throw isNone();
    } catch (IOException e) {
      throw DataException.unreadable(log.toString(), e);
    }
  }

  private static OptionalLong version(Path file) {
    Matcher commit = COMMIT.matcher(file.getName());
    return commit.matches()
        ? OptionalLong.of(Long.parseLong(commit.group(1)))
        : OptionalLong.empty();
  }

  private DataException isNone() {
    return new DataException(
        "cannot read " + path + ": it is no Delta table (its _delta_log has no version)");
  }
}
