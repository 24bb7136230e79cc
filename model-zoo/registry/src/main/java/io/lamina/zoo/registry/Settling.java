package io.lamina.zoo.registry;

import io.lamina.zoo.registry.store.Leftover;
import io.lamina.zoo.registry.store.Numbers;
import io.lamina.zoo.registry.store.SignOfLife;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * Finds out what became of publications. A whole one that has no number yet is given one: after
 * this a late request for the same can do nothing, since what it would move is gone.
 *
 * @param directory the model's
 * @param clock for uploads
 */
record Settling(ModelDirectory directory, Clock clock) {
  List<Settlement> all(Duration grace) throws IOException {
    List<Settlement> settlements = new ArrayList<>();
    List<Leftover> leftovers = directory.leftovers();
    Instant before =
        leftovers.isEmpty()
            ? Instant.MIN
            : SignOfLife.now(directory.place(), directory.path()).minus(grace);
    for (Leftover leftover : leftovers) {
      settlements.add(settle(leftover, before));
    }
    return settlements;
  }

  private Settlement settle(Leftover leftover, Instant before) throws IOException {
    Optional<Manifest> manifest = leftover.whole() ? manifest(leftover) : Optional.empty();
    if (manifest.isPresent()) {
      int number = finish(leftover, manifest.get());
      return new Settlement(Settlement.Outcome.PUBLISHED, Numbers.name(number));
    }
    if (leftover.modified().isBefore(before)) {
      directory.place().tree().delete(leftover.path());
      return new Settlement(Settlement.Outcome.REMOVED, leftover.path().toString());
    }
    return new Settlement(Settlement.Outcome.UNFINISHED, leftover.path().toString());
  }

  private int finish(Leftover leftover, Manifest manifest) throws IOException {
    VersionUpload upload =
        new VersionUpload(
            manifest.id(), manifest.summary(), List.of(), directory.place().tree(), clock);
    int first = directory.taken().stream().reduce(0, Math::max) + 1;
    return directory.place().creation().finish(directory.path(), first, upload, leftover);
  }

  /** The manifest of a leftover, if it can be read and all files are as it says. */
  private Optional<Manifest> manifest(Leftover leftover) throws IOException {
    try (InputStream in = directory.place().tree().open(new Path(leftover.path(), Manifest.NAME))) {
      Manifest manifest = Manifest.parse(in.readAllBytes());
      boolean whole =
          new VersionChecks(directory.place().tree()).damages(leftover.path(), manifest).isEmpty();
      return whole ? Optional.of(manifest) : Optional.empty();
    } catch (FileNotFoundException cut) {
      return Optional.empty();
    } catch (IOException e) {
      if (e.getMessage().startsWith("not a manifest")) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
