package io.lamina.jobs.data.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Collects the data files of places: each file once, however many links lead to it, and none that
 * is hidden or not whole. Used by one thread.
 */
final class FileSearch {
  /** Why what is read already is passed over under another name. */
  static final String LINK = " (a link to what is read already)";

  private static final Comparator<Path> BY_NAME = Comparator.comparing(Path::toString);

  private final FileSystem system;
  private final SortedMap<Path, String> files = new TreeMap<>(BY_NAME);
  private final List<String> passedOver = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  FileSearch(FileSystem system) {
    this.system = system;
  }

  /** The files found, in the order of their names, each with where its links lead to. */
  SortedMap<Path, String> files() {
    return Collections.unmodifiableSortedMap(files);
  }

  /** What was not taken though it may be data, and why. */
  List<String> passedOver() {
    return List.copyOf(passedOver);
  }

  /** Takes a file, or those in a directory and below, unless its name speaks against it. */
  void consider(FileStatus status) throws IOException {
    FileName name = new FileName(status.getPath().getName());
    if (name.isUnfinished()) {
      passedOver.add(status.getPath() + " (its name says that it is still being written)");
    } else if (!name.isHidden(status.isDirectory())) {
      take(status);
    } else if (status.isFile() && !name.isNoData()) {
      passedOver.add(status.getPath() + " (its name begins with _ or .)");
    }
  }

  /** Takes a file, or those in a directory and below, whatever its own name is. */
  void take(FileStatus status) throws IOException {
    String place = realPlace(status.getPath());
    if (!seen.add(place)) {
      passedOver.add(status.getPath() + LINK);
      return;
    }
    if (!status.isDirectory()) {
      files.put(status.getPath(), place);
      return;
    }
    FileStatus[] children = system.listStatus(status.getPath());
    Arrays.sort(children, Comparator.comparing(child -> child.getPath().getName()));
    for (FileStatus child : children) {
      consider(child);
    }
  }

  /** Where the links of a path lead to; only local file systems have links. */
  private String realPlace(Path path) throws IOException {
    Optional<java.nio.file.Path> local = new LocalPlace(system).of(path);
    return local.isPresent() ? local.get().toRealPath().toString() : path.toString();
  }
}
