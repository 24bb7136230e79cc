package io.lamina.jobs.data.source;

import io.lamina.zoo.plan.data.source.SourcePath;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Finds a source's files on any Hadoop file system. */
public final class DataFiles {
  private static final int BUFFER = 1 << 16;

  /** Unpacking so much takes seconds. */
  private static final long LONG_BYTES = 64 << 20;

  private final Path root;
  private final Configuration hadoop;
  private final Consumer<String> notes;

  /**
   * @param root the directory that relative paths begin at
   * @param notes takes what a user should know of the files, in words
   */
  public DataFiles(String root, Configuration hadoop, Consumer<String> notes) {
    this.root = new Path(root);
    this.hadoop = hadoop;
    this.notes = notes;
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
      requireReadableName(status);
      tellOfWaiting(status);
      return status;
    } catch (FileNotFoundException e) {
      throw missing(file, system);
    } catch (IOException e) {
      throw DataException.unreadable(file.toString(), e);
    }
  }

  /** What messages call all that a source reads. */
  public String name(SourcePath path) {
    List<String> items = path.items();
    String first = path(items.get(0)).toString();
    return items.size() == 1 ? first : first + " and " + (items.size() - 1) + " more";
  }

  /** A path with its file system, whether or not the plan says it. */
  public Path qualified(Path path) {
    return system(path).makeQualified(path);
  }

  /**
   * The files of all paths, each once, in the order of their names.
   *
   * @throws DataException if one of the paths has none
   */
  public List<Path> files(SourcePath path) {
    SortedMap<Path, String> files = new TreeMap<>(Comparator.comparing(Path::toString));
    path.items().forEach(item -> files.putAll(found(item)));
    Set<String> seen = new HashSet<>();
    List<Path> once = new ArrayList<>();
    files.forEach(
        (file, place) -> {
          if (seen.add(place)) {
            once.add(file);
          } else {
            notes.accept("passed over: " + file + FileSearch.LINK);
          }
        });
    return List.copyOf(once);
  }

  /**
   * The files of a path: itself, those in a directory and below, or those that match a glob; in the
   * order of their names, each with where its links lead to.
   */
  private SortedMap<Path, String> found(String path) {
    Path place = path(path);
    FileSystem system = system(place);
    try {
      FileSearch search = search(system, place);
      if (search.files().isEmpty()) {
        throw new DataException(
            "cannot read " + place + ": it holds no files " + ruleOfNames(search.passedOver()));
      }
      search.passedOver().forEach(what -> notes.accept("passed over: " + what));
      for (Path file : search.files().keySet()) {
        if (isPacked(file)) {
          tellOfWaiting(system.getFileStatus(file));
        }
      }
      return search.files();
    } catch (IOException e) {
      throw DataException.unreadable(place.toString(), e);
    }
  }

  /** A packed file cannot be read from its middle. */
  private void tellOfWaiting(FileStatus file) {
    if (isPacked(file.getPath()) && file.getLen() >= LONG_BYTES) {
      notes.accept(
          file.getPath()
              + " is packed: one task reads all of it, and the others wait (to read it in parallel,"
              + " unpack it, or split it into several files)");
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
  private static FileSearch search(FileSystem system, Path place) throws IOException {
    FileSearch search = new FileSearch(system);
    Optional<FileStatus> named = named(system, place);
    if (named.isPresent()) {
      requireReadableName(named.get());
      search.take(named.get());
      return search;
    }
    FileStatus[] matches = system.globStatus(place);
    if (matches == null || matches.length == 0) {
      throw missing(place, system);
    }
    for (FileStatus match : matches) {
      search.consider(match);
    }
    return search;
  }

  private static Optional<FileStatus> named(FileSystem system, Path place) throws IOException {
    try {
      return Optional.of(system.getFileStatus(place));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Files that are passed over in a directory are not read when they are named, either. */
  private static void requireReadableName(FileStatus status) {
    FileName name = new FileName(status.getPath().getName());
    if (status.isDirectory()) {
      return;
    }
    if (name.isUnfinished()) {
      throw new DataException(
          String.format(
              "cannot read %s: its name says that it is still being written (wait until it is "
                  + "whole, or rename it)",
              status.getPath()));
    }
    if (name.isHidden(false)) {
      throw new DataException(
          String.format(
              "cannot read %s: Hadoop and Spark pass over files with names that begin with _ or . "
                  + "(rename it, to %s for example)",
              status.getPath(), name.shown()));
    }
  }

  private static String ruleOfNames(List<String> passedOver) {
    return passedOver.isEmpty()
        ? "(names that begin with _ or . are passed over)"
        : "that can be read (passed over: " + String.join(", ", passedOver) + ")";
  }

  /** A relative path means another place on every file system: the message says where it was. */
  private static DataException missing(Path place, FileSystem system) {
    Optional<DataException> closed = closedAbove(place, system);
    if (closed.isPresent()) {
      return closed.get();
    }
    String where = place.isAbsolute() ? "" : " in " + system.getWorkingDirectory();
    return new DataException(
        "cannot read "
            + place
            + ": there is no such file"
            + where
            + " (check the path and --data)");
  }

  /** Hadoop says of a file in a directory that may not be entered that it is not there. */
  private static Optional<DataException> closedAbove(Path place, FileSystem system) {
    Optional<java.nio.file.Path> local = new LocalPlace(system).of(place);
    if (local.isEmpty()) {
      return Optional.empty();
    }
    try {
      Files.readAttributes(local.get(), BasicFileAttributes.class);
      return Optional.empty();
    } catch (AccessDeniedException e) {
      return Optional.of(DataException.unreadable(place.toString(), e));
    } catch (IOException e) {
      return Optional.empty(); // it is not there
    }
  }

  /** The path for readers that take every path for a glob. */
  public static Path literal(Path file) {
    return new Path(file.toString().replaceAll("[{}\\[\\]*?\\\\]", "\\\\$0"));
  }

  /**
   * Whether the name of a file, below some directory, is one that a search of files passes over.
   */
  public static boolean isPassedOver(String name) {
    String[] steps = name.split("/", -1);
    for (int i = 0; i < steps.length; i++) {
      FileName step = new FileName(steps[i]);
      if (step.isUnfinished() || step.isHidden(i < steps.length - 1)) {
        return true;
      }
    }
    return false;
  }

  /** The configuration of the file systems. */
  public Configuration hadoop() {
    return hadoop;
  }

  /** Tells a user what to know of the files. */
  public void tell(String words) {
    notes.accept(words);
  }

  /** Whether the file is unpacked while it is read. */
  public static boolean isPacked(Path file) {
    return file.getName().endsWith(".gz");
  }

  /**
   * Looks for the reason why packed files cannot be read.
   *
   * @throws DataException if one has a name that ends in {@code .gz} but is something else
   */
  public void requirePackedAsNamed(List<Path> paths) {
    paths.stream().filter(DataFiles::isPacked).forEach(this::requireGzip);
  }

  private void requireGzip(Path packed) {
    try {
      open(packed, hadoop).close();
    } catch (IOException e) {
      return; // its beginning is gzip's, but it is not whole: what was wrong before says so
    }
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
