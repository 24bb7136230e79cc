package io.lamina.jobs.retrain;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A data file, as it was.
 *
 * @param path with scheme and authority
 * @param bytes its length
 * @param modified when it was last written, in milliseconds since 1970
 * @param checksum of its content, with how it was made; empty if an earlier Lamina noted the file
 */
public record FileMark(String path, long bytes, long modified, Optional<String> checksum) {
  public FileMark {
    if (path.isBlank()) {
      throw new IllegalArgumentException("path is blank, must name a file");
    }
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes is " + bytes + ", must be at least 0");
    }
    requireNonNull(checksum, "checksum is null");
  }

  /** Whether this is the file as it was, by its length and time. */
  boolean isUntouched(String itsPath, long itsBytes, long itsTime) {
    return path.equals(itsPath) && bytes == itsBytes && modified == itsTime;
  }

  /** Whether the file has the same content: nobody has touched it, or its checksum is the same. */
  public boolean hasContentOf(FileMark other) {
    return isUntouched(other.path, other.bytes, other.modified)
        || (path.equals(other.path)
            && bytes == other.bytes
            && checksum.isPresent()
            && checksum.equals(other.checksum));
  }
}
