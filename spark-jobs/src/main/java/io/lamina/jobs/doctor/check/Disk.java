package io.lamina.jobs.doctor.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What file systems of a machine allow. */
public interface Disk {
  /** The bytes that can still be written in a directory. */
  long free(Path directory) throws IOException;

  /** Whether a file, which its owner may execute, can be: a mount can forbid it. */
  boolean canExecute(Path file);

  /** This machine's. */
  static Disk real() {
    return new Disk() {
      @Override
      public long free(Path directory) throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
      }

      @Override
      public boolean canExecute(Path file) {
        return Files.isExecutable(file);
      }
    };
  }
}
