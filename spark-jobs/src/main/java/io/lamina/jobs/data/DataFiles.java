package io.lamina.jobs.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Finds a source's files on any Hadoop file system. */
final class DataFiles {
  private final Path root;
  private final Configuration hadoop;

  DataFiles(String root, Configuration hadoop) {
    this.root = new Path(root);
    this.hadoop = hadoop;
  }

  /** The one file of this path, relative to the root. */
  Path file(String path) {
    Path file = new Path(root, path);
    try {
      FileStatus status = file.getFileSystem(hadoop).getFileStatus(file);
      if (status.isDirectory()) {
        throw new DataException("cannot read " + file + ": it is a directory, must be a file");
      }
      return status.getPath();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** The files of a path, a directory or a glob, in the order of their names. */
  List<Path> files(String path) {
    Path pattern = new Path(root, path);
    try {
      FileSystem system = pattern.getFileSystem(hadoop);
      FileStatus[] matches = system.globStatus(pattern);
      List<Path> files = new ArrayList<>();
      for (FileStatus match : matches == null ? new FileStatus[0] : matches) {
        collect(system, match, files);
      }
      if (files.isEmpty()) {
        throw new DataException(
            "cannot read " + pattern + ": no such file (check the path and --data)");
      }
      files.sort(Comparator.comparing(Path::toString));
      return files;
    } catch (IOException e) {
      throw unreadable(pattern, e);
    }
  }

  private static void collect(FileSystem system, FileStatus status, List<Path> files)
      throws IOException {
    if (!status.isDirectory()) {
      files.add(status.getPath());
      return;
    }
    for (FileStatus child : system.listStatus(status.getPath())) {
      String name = child.getPath().getName();
      if (!name.startsWith("_") && !name.startsWith(".")) {
        collect(system, child, files);
      }
    }
  }

  /** Opens a file, unpacking it if its name ends in {@code .gz}. */
  static InputStream open(Path file, Configuration hadoop) throws IOException {
    InputStream raw = file.getFileSystem(hadoop).open(file);
    if (!file.getName().endsWith(".gz")) {
      return raw;
    }
    try {
      return new GZIPInputStream(raw, 1 << 16);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  static DataException unreadable(Path file, IOException cause) {
    String remedy =
        cause instanceof java.io.FileNotFoundException
            ? "no such file (check the path and --data)"
            : cause.getMessage();
    return new DataException("cannot read " + file + ": " + remedy, cause);
  }
}
