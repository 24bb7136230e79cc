package io.lamina.jobs.run;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run had to work with.
 *
 * @param executors the run trained with, at least 1
 * @param device the arithmetic really ran on
 * @param cards that executors had to themselves, and where: all that is known of each
 * @param versions of Lamina and what it ran on, by name
 * @param memory the memory budget in bytes, by name
 */
public record RunSetup(
    int executors,
    Optional<String> device,
    List<String> cards,
    SortedMap<String, String> versions,
    SortedMap<String, Long> memory) {
  public RunSetup {
    requireNonNull(device, "device is null");
    cards = List.copyOf(cards);
    if (executors < 1) {
      throw new IllegalArgumentException("executors is " + executors + ", must be at least 1");
    }
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
    memory = Collections.unmodifiableSortedMap(new TreeMap<>(memory));
    memory.forEach(RunSetup::requireBytes);
  }

  private static void requireBytes(String key, long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("memory." + key + " is " + bytes + ", must be bytes");
    }
  }
}
