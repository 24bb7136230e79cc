package io.lamina.zoo.registry.store;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.fs.Path;

/**
 * On a local disk Hadoop would look first and rename after, and where that fails copy the one
 * directory into the other. The operating system does neither: it does not rename a directory onto
 * a filled one, and it links no file to a name that is taken. It always answers.
 */
final class LocalMove implements Move {
  @Override
  public boolean move(Path from, Path to) throws IOException {
    java.nio.file.Path source = local(from);
    java.nio.file.Path target = local(to);
    try {
      if (Files.isDirectory(source)) {
        Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
      } else {
        link(source, target);
        forget(source);
      }
      return true;
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException taken) {
      return false;
    } catch (FileSystemException e) {
      // A file in the place of a directory is told in other ways.
      if (Files.exists(target)) {
        return false;
      }
      throw e;
    }
  }

  private static void link(java.nio.file.Path source, java.nio.file.Path target)
      throws IOException {
    try {
      Files.createLink(target, source);
    } catch (UnsupportedOperationException e) {
      throw new IOException(
          "the file system of "
              + target.getParent()
              + " has no hard links, so it cannot decide which of two writers was first",
          e);
    }
  }

  /** The file has its name. A second one that stays is swept later, as those of killed writers. */
  private static void forget(java.nio.file.Path source) {
    boolean deleted = source.toFile().delete();
    assert deleted : source;
  }

  private static java.nio.file.Path local(Path path) {
    return java.nio.file.Path.of(path.toUri().getPath());
  }
}
