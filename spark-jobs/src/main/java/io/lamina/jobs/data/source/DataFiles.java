package io.lamina.jobs.data.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Finds a source's files on any Hadoop file system. */
public final class DataFiles {
  private static final int BUFFER = 1 << 16;

  private final Path root;
  private final Configuration hadoop;

  /**
   * @param root the directory that relative paths begin at
   */
  public DataFiles(String root, Configuration hadoop) {
    this.root = new Path(root);
    this.hadoop = hadoop;
  }

  /** A source's path in full: what messages call its files together. */
  public Path path(String path) {
    try {
      return new Path(root, path);
    } catch (IllegalArgumentException e) {
      throw new DataException(
          String.format(
              "cannot read '%s': it is not a path (%s; write it like data/digits.csv or "
                  + "hdfs://host/data/digits.csv)",
              path, e.getMessage()),
          e);
    }
  }

  /** The one file of this path. */
  public FileStatus file(String path) {
    Path file = path(path);
    FileSystem system = system(file);
    try {
      FileStatus status = system.getFileStatus(file);
      if (status.isDirectory()) {
        throw new DataException(
            "cannot read " + file + ": it is a directory (name a file that is in it)");
      }
      return status;
    } catch (FileNotFoundException e) {
      throw missing(file, system);
    } catch (IOException e) {
      throw DataException.unreadable(file.toString(), e);
    }
  }

  /**
   * The files of a path: itself, those in a directory and below, or those that match a glob; in the
   * order of their names.
   */
  public List<Path> files(String path) {
    Path place = path(path);
    FileSystem system = system(place);
    try {
      FileStatus[] matches = matches(system, place);
      if (matches.length == 0) {
        throw missing(place, system);
      }
      List<Path> files = new ArrayList<>();
      for (FileStatus match : matches) {
        collect(system, match, files);
      }
      if (files.isEmpty()) {
        throw new DataException(
            "cannot read "
                + place
                + ": it holds no files (names that begin with _ or . are passed over)");
      }
      files.sort(Comparator.comparing(Path::toString));
      return files;
    } catch (IOException e) {
      throw DataException.unreadable(place.toString(), e);
    }
  }

  /** What the file system says of a file that {@link #files} found. */
  public FileStatus status(Path file) {
    try {
      return system(file).getFileStatus(file);
    } catch (IOException e) {
      throw DataException.unreadable(file.toString(), e);
    }
  }

  private FileSystem system(Path place) {
    try {
      return place.getFileSystem(hadoop);
    } catch (IOException | IllegalArgumentException e) { // the latter: a host of no name
      throw DataException.unreadable(place.toString(), e);
    }
  }

  /** A name that exists is no pattern, whatever signs are in it. */
  private static FileStatus[] matches(FileSystem system, Path place) throws IOException {
    try {
      return new FileStatus[] {system.getFileStatus(place)};
    } catch (FileNotFoundException e) {
      FileStatus[] matches = system.globStatus(place);
      return matches == null ? new FileStatus[0] : matches;
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

  /** A relative path means another place on every file system: the message says where it was. */
  private static DataException missing(Path place, FileSystem system) {
    String where = place.isAbsolute() ? "" : " in " + system.getWorkingDirectory();
    return new DataException(
        "cannot read "
            + place
            + ": there is no such file"
            + where
            + " (check the path and --data)");
  }

  /** The path for readers that take every path for a glob. */
  public static Path literal(Path file) {
    return new Path(file.toString().replaceAll("[{}\\[\\]*?\\\\]", "\\\\$0"));
  }

  /** Whether the file is unpacked while it is read. */
  public static boolean isPacked(Path file) {
    return file.getName().endsWith(".gz");
  }

  /** Opens a file, unpacking it if its name ends in {@code .gz}. */
  public static InputStream open(Path file, Configuration hadoop) throws IOException {
    InputStream raw = file.getFileSystem(hadoop).open(file);
    if (!isPacked(file)) {
      return raw;
    }
    try {
      return new GZIPInputStream(raw, BUFFER);
    } catch (ZipException e) {
      raw.close();
      throw new DataException(
          "cannot read "
              + file
              + ": its name ends in .gz, but gzip did not pack it (rename it, or fetch it again)",
          e);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }
}
