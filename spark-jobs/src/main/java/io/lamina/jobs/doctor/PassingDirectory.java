package io.lamina.jobs.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A directory that is removed with all that is in it.
 *
 * @param path of it
 */
record PassingDirectory(Path path) implements AutoCloseable {
  static PassingDirectory make() throws IOException {
    return new PassingDirectory(Files.createTempDirectory("lamina-doctor"));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
