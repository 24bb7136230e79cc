package io.lamina.zoo.registry;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/** Gives a directory another name, at once; fails where the name is that of a filled directory. */
@FunctionalInterface
interface DirectoryMove {
  void move(Path from, Path to) throws IOException;

  /**
   * How a file system moves at once. HDFS decides in its NameNode. On a local disk Hadoop would
   * look first and rename after, and where that fails copy the one directory into the other; the
   * operating system's own rename does neither.
   */
  static DirectoryMove on(FileContext files, Path root) {
    if (isLocal(root)) {
      return (from, to) ->
          Files.move(file(from).toPath(), file(to).toPath(), StandardCopyOption.ATOMIC_MOVE);
    }
    return (from, to) -> files.rename(from, to, Options.Rename.NONE);
  }

  private static boolean isLocal(Path path) {
    return "file".equals(path.toUri().getScheme());
  }

  private static File file(Path path) {
    return new File(path.toUri().getPath());
  }
}
