package io.lamina.zoo.registry.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.apache.hadoop.fs.Path;

/**
 * What a writer left behind, or is still at work on.
 *
 * @param path a file or a directory
 * @param modified when something of it was last written, by the file system's clock
 * @param whole whether it is a whole upload that only lacks its number
 */
public record Leftover(Path path, Instant modified, boolean whole) {
  /** How files begin that ask for the time. */
  static final String CLOCK = ".clock-";

  public Leftover {
    requireNonNull(path, "path is null");
    requireNonNull(modified, "modified is null");
  }
}
