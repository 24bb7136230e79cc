package io.lamina.jobs.data.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Collects the data files of places: each file once, however many links lead to it, and none that
 * is hidden or not whole. Used by one thread.
 */
final class FileSearch {
  private final FileSystem system;
  private final List<Path> files = new ArrayList<>();
  private final List<String> passedOver = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  FileSearch(FileSystem system) {
    this.system = system;
  }

  /** The files found, in the order of their names. */
  List<Path> files() {
    return files.stream().sorted(Comparator.comparing(Path::toString)).toList();
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
    if (!seen.add(realPlace(status.getPath()))) {
      passedOver.add(status.getPath() + " (a link to what is read already)");
      return;
    }
    if (!status.isDirectory()) {
      files.add(status.getPath());
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
