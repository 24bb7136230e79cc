package io.lamina.zoo.registry.store;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.storage.Location;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A registry's place: its directory, and what the file system there can do.
 *
 * @param root the directory, as a URI
 * @param tree its files
 * @param creation decides between writers
 */
public record Place(Path root, FileTree tree, Creation creation) {
  private static final String LOCAL = "file";

  /** They rename in one step, and never onto something. */
  private static final Set<String> RENAMING = Set.of(LOCAL, "hdfs", "viewfs");

  public Place {
    requireNonNull(root, "root is null");
    requireNonNull(tree, "tree is null");
    requireNonNull(creation, "creation is null");
  }

  /**
   * Finds a place. Nothing is written.
   *
   * @throws IOException if the file system cannot be reached, or if it cannot decide which of two
   *     writers was first
   * @throws IllegalArgumentException if the text is no path
   */
  public static Place of(String text, Configuration configuration) throws IOException {
    Path path = new Path(text);
    URI uri =
        path.toUri().getScheme() == null ? FileSystem.getDefaultUri(configuration) : path.toUri();
    return RENAMING.contains(uri.getScheme())
        ? renaming(Location.of(text, configuration))
        : conditional(path, store(uri, configuration));
  }

  private static Place renaming(Location location) {
    FileTree tree = new HadoopTree(location.files());
    Move move =
        LOCAL.equals(location.path().toUri().getScheme())
            ? new LocalMove()
            : new HdfsMove(location.files());
    return new Place(location.path(), tree, new CreationByRename(tree, move));
  }

  private static Place conditional(Path path, FileSystem files) throws IOException {
    Path root = files.makeQualified(path);
    if (!files.hasPathCapability(root, HadoopCondition.OPTION)) {
      throw new IOException(
          "the file system '"
              + root.toUri().getScheme()
              + "' neither renames in one step nor creates a file only where there is none, so two"
              + " writers could overwrite each other");
    }
    FileTree tree = new ObjectTree(files);
    return new Place(root, tree, new CreationByCondition(tree, new HadoopCondition(files)));
  }

  private static FileSystem store(URI uri, Configuration configuration) throws IOException {
    try {
      return FileSystem.get(uri, configuration);
    } catch (RuntimeException | LinkageError e) {
      // Hadoop makes file systems by reflection: a jar of the store's client is missing.
      throw new IOException(
          e.getMessage() + ", which the client of '" + uri.getScheme() + "' needs", e);
    }
  }
}
