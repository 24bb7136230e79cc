package io.lamina.jobs.cli.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file that its owner alone may read. */
final class PrivateFile {
  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("rw-------");

  private final Path file;

  PrivateFile(Path file) {
    this.file = file;
  }

  /**
   * @throws IllegalArgumentException if others may read or change it
   */
  void require() throws IOException {
    if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
      throw new IllegalArgumentException("others may read or change it (chmod 600 " + file + ")");
    }
  }

  /** Writes a file that was not there, whole or not at all. */
  void write(String text) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    Path aside =
        Files.createTempFile(
            directory, "." + file.getFileName(), "", PosixFilePermissions.asFileAttribute(OWNERS));
    try {
      Files.writeString(aside, text);
      Files.createLink(file, aside); // Unlike a move it fails where there is a file.
    } finally {
      Files.delete(aside);
    }
  }
}
