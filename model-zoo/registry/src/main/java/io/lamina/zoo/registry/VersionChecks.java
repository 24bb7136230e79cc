package io.lamina.zoo.registry;

import io.lamina.zoo.registry.store.FileTree;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * Compares files with what their version's manifest says of them.
 *
 * @param tree where they are
 */
record VersionChecks(FileTree tree) {
  /** What is wrong with the files that are in a directory, a text for each. */
  List<String> damages(Path directory, Manifest manifest) {
    return manifest.files().stream()
        .flatMap(file -> damage(new Path(directory, file.name()), file).stream())
        .toList();
  }

  /** What is wrong with a file, if anything is. */
  Optional<String> damage(Path path, PublishedFile file) {
    try (InputStream in = tree.open(path)) {
      Sha256 found = Sha256.of(in);
      return found.equals(new Sha256(file.bytes(), file.sha256()))
          ? Optional.empty()
          : Optional.of(file.name() + " is not what was published: " + difference(file, found));
    } catch (FileNotFoundException e) {
      return Optional.of(file.name() + " is missing");
    } catch (IOException e) {
      return Optional.of(file.name() + " cannot be read: " + e.getMessage());
    }
  }

  private static String difference(PublishedFile file, Sha256 found) {
    return found.bytes() == file.bytes()
        ? "its SHA-256 is " + found.hex() + ", was " + file.sha256()
        : "it has " + found.bytes() + " bytes, had " + file.bytes();
  }
}
