package io.lamina.zoo.registry.store;

import static java.util.Objects.requireNonNull;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.Path;

/**
 * A file that one process writes again and again while it lives. Its age is told by the clock of
 * the file system, so the clocks of two machines are never compared.
 *
 * @param place where it is
 * @param file its path
 */
public record SignOfLife(Place place, Path file) {
  public SignOfLife {
    requireNonNull(place, "place is null");
    requireNonNull(file, "file is null");
  }

  /** Writes it anew. */
  public void give() throws IOException {
    place.tree().write(file, true, out -> out.write('x'));
  }

  /** How long ago it was written; empty if it is not there. */
  public Optional<Duration> age() throws IOException {
    Optional<Instant> written = modified();
    return written.isEmpty()
        ? Optional.empty()
        : Optional.of(Duration.between(written.get(), now(place, file.getParent())));
  }

  private Optional<Instant> modified() throws IOException {
    try {
      return Optional.of(place.tree().modified(file));
    } catch (FileNotFoundException absent) {
      return Optional.empty();
    }
  }

  /** Removes it. */
  public void remove() throws IOException {
    place.tree().delete(file);
  }

  /** The file system's own clock: it is asked by a file, which is removed. */
  public static Instant now(Place place, Path directory) throws IOException {
    Path probe = new Path(directory, Leftover.CLOCK + UUID.randomUUID());
    try {
      place.tree().write(probe, false, out -> out.write('x'));
      return place.tree().modified(probe);
    } finally {
      place.tree().delete(probe);
    }
  }
}
