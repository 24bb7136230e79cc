package io.lamina.jobs.retrain;

/**
 * A data file, as it was.
 *
 * @param path with scheme and authority
 * @param bytes its length
 * @param modified when it was last written, in milliseconds since 1970
 */
public record FileMark(String path, long bytes, long modified) {
  public FileMark {
    if (path.isBlank()) {
      throw new IllegalArgumentException("path is blank, must name a file");
    }
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes is " + bytes + ", must be at least 0");
    }
  }
}
