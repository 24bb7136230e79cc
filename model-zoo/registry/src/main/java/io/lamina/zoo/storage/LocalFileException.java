package io.lamina.zoo.storage;

import io.lamina.zoo.reason.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file on a local disk cannot be written; the message says which, why, and the remedy. */
public final class LocalFileException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * @param file in a directory that exists
   * @param needed the bytes that were to be written; what was written of them is removed
   */
  public LocalFileException(Path file, IOException cause, long needed) {
    super(
        "cannot write "
            + file
            + ": "
            + new Reason(NoSpaceException.or(cause, needed, free(file))).text()
            + " (check that there is room and that this user may write there)",
        cause);
  }

  private static long free(Path file) {
    try {
      return Files.getFileStore(file.toAbsolutePath().getParent()).getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE; // not known
    }
  }
}
