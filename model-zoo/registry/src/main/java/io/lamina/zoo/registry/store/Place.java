package io.lamina.zoo.registry.store;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.storage.Location;
import java.io.IOException;
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
  /** Their name nodes rename in one step, and never onto something. */
  private static final Set<String> RENAMING = Set.of("hdfs", "viewfs");

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
    Location location = Location.of(text, configuration);
    Path root = location.path();
    FileTree tree = new HadoopTree(location.files());
    String scheme = root.toUri().getScheme();
    if ("file".equals(scheme)) {
      return new Place(root, tree, new CreationByRename(tree, new LocalMove()));
    }
    if (RENAMING.contains(scheme)) {
      return new Place(root, tree, new CreationByRename(tree, new HdfsMove(location.files())));
    }
    return new Place(root, tree, new CreationByCondition(tree, condition(root, configuration)));
  }

  private static ConditionalCreate condition(Path root, Configuration configuration)
      throws IOException {
    FileSystem files = FileSystem.get(root.toUri(), configuration);
    if (!files.hasPathCapability(root, HadoopCondition.OPTION)) {
      throw new IOException(
          "the file system '"
              + root.toUri().getScheme()
              + "' neither renames in one step nor creates a file only where there is none, so two"
              + " writers could overwrite each other");
    }
    return new HadoopCondition(files);
  }
}
