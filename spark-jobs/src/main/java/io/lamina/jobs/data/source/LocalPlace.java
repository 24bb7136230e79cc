package io.lamina.jobs.data.source;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * A path of Hadoop's as one of this machine, which tells of links and permissions what Hadoop does
 * not.
 *
 * @param system of the path
 */
record LocalPlace(FileSystem system) {
  /** The path; empty where the file system is not this machine's. */
  Optional<Path> of(org.apache.hadoop.fs.Path path) {
    if (system instanceof LocalFileSystem local) {
      return Optional.of(local.pathToFile(path).toPath());
    }
    return system instanceof RawLocalFileSystem raw
        ? Optional.of(raw.pathToFile(path).toPath())
        : Optional.empty();
  }
}
