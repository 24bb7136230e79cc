package io.lamina.zoo.registry;

import io.lamina.zoo.storage.Location;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;

/** The file system below a registry. */
final class Storage {
  private static final Pattern PASSWORD = Pattern.compile("://[^/@]*:[^/@]*@");

  private final FileContext files;
  private final Path root;

  private Storage(FileContext files, Path root) {
    this.files = files;
    this.root = root;
  }

  static Storage at(String location, Configuration configuration) {
    if (PASSWORD.matcher(location).find()) {
      throw new RegistryException(
          "cannot open a registry whose location holds a password (leave it out, and name it in"
              + " Hadoop's configuration or a credential provider)");
    }
    String attempt = "open the registry '" + location + "'";
    String remedy =
        "name a directory on a file system that Hadoop is configured for, file:///… on this"
            + " machine";
    try {
      Location place = Location.of(location, configuration);
      return new Storage(place.files(), place.path());
    } catch (IOException | IllegalArgumentException e) {
      throw new RegistryException(attempt, e, remedy);
    }
  }

  Path root() {
    return root;
  }

  /** The names of the directories in a directory, in order; none if it does not exist. */
  List<String> directories(Path directory) throws IOException {
    if (!deepestDirectory(directory).equals(directory)) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    for (FileStatus status : files.util().listStatus(directory)) {
      if (status.isDirectory()) {
        names.add(status.getPath().getName());
      }
    }
    names.sort(null);
    return names;
  }

  /** The deepest directory that exists on the way to a path, the path included. */
  Path deepestDirectory(Path path) throws IOException {
    Path parent = path.getParent();
    if (parent == null) {
      return path;
    }
    Path above = deepestDirectory(parent);
    return above.equals(parent) && isDirectory(path) ? path : above;
  }

  private boolean isDirectory(Path path) throws IOException {
    try {
      if (!files.getFileStatus(path).isDirectory()) {
        throw new ParentNotDirectoryException(path + " is a file, not a directory");
      }
      return true;
    } catch (FileNotFoundException absent) {
      return false;
    }
  }

  StagingDirectory stage(Path parent) throws IOException {
    return new StagingDirectory(files, DirectoryMove.on(files, root), parent);
  }

  InputStream open(Path file) throws IOException {
    return files.open(file);
  }
}
