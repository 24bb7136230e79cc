package io.lamina.zoo.registry;

import io.lamina.zoo.registry.store.Leftover;
import io.lamina.zoo.registry.store.SignOfLife;
import io.lamina.zoo.registry.store.StoredItem;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;

/**
 * Removes from a model's directory what is needed no more.
 *
 * @param directory the model's
 */
record Sweep(ModelDirectory directory) {
  /** The last entries of an alias whose versions stay: the one that counts, and where it was. */
  private static final int NAMED_LAST = 2;

  /** What writers that were killed left behind, in the directory and in its logs. */
  void leftovers(Duration grace) throws IOException {
    List<Leftover> left = new ArrayList<>(directory.leftovers());
    for (Path log : logs()) {
      left.addAll(directory.place().creation().leftovers(log));
    }
    if (left.isEmpty()) {
      return;
    }
    Instant before = before(grace);
    for (Leftover leftover : left) {
      if (leftover.modified().isBefore(before)) {
        directory.place().tree().delete(leftover.path());
      }
    }
  }

  /** The directories of logs: all directories of directories that are no versions. */
  private List<Path> logs() throws IOException {
    List<Path> logs = new ArrayList<>();
    logs.add(new Path(directory.path(), KeptRecords.DIRECTORY));
    for (String kind : List.of(Alias.DIRECTORY, Lease.DIRECTORY, DecisionLog.DIRECTORY)) {
      Path all = new Path(directory.path(), kind);
      for (StoredItem item : directory.place().tree().list(all)) {
        logs.add(new Path(all, item.name()));
      }
    }
    return logs;
  }

  /** By the file system's clock. */
  private Instant before(Duration grace) throws IOException {
    return SignOfLife.now(directory.place(), directory.path()).minus(grace);
  }

  /** Removes versions that nobody needs, and gives them. */
  List<PublishedVersion> versions(
      List<PublishedVersion> versions, List<Alias> aliases, int keep, Duration grace)
      throws IOException {
    if (keep < 1) {
      throw new IllegalArgumentException("keep is " + keep + ", must be at least 1");
    }
    Set<Integer> named = named(aliases);
    Instant before = versions.size() > keep ? before(grace) : Instant.MIN;
    List<PublishedVersion> removed = new ArrayList<>();
    for (PublishedVersion version : versions.subList(0, Math.max(0, versions.size() - keep))) {
      if (!named.contains(version.number()) && written(version).isBefore(before)) {
        directory.place().creation().remove(directory.version(version.number()));
        removed.add(version);
      }
    }
    return removed;
  }

  private Instant written(PublishedVersion version) throws IOException {
    return directory.place().tree().modified(directory.file(version, Manifest.NAME));
  }

  private static Set<Integer> named(List<Alias> aliases) {
    Set<Integer> named = new HashSet<>();
    for (Alias alias : aliases) {
      List<AliasEntry> history = alias.history();
      history.stream()
          .skip(Math.max(0, history.size() - NAMED_LAST))
          .forEach(entry -> named.add(entry.version()));
    }
    return named;
  }
}
