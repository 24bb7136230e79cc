package io.lamina.runtime.device;

import java.util.Map;

/**
 * What a task occupies while it computes.
 *
 * @param cores of its executor, at least 1
 * @param resources what it has for itself beside, such as cards: how many, at least 1, by the
 *     resource's name in the cluster
 */
public record TaskPlacement(int cores, Map<String, Integer> resources) {
  public TaskPlacement {
    resources = Map.copyOf(resources);
    if (cores < 1 || resources.values().stream().anyMatch(count -> count < 1)) {
      throw new IllegalArgumentException(
          "a task takes " + cores + " cores and " + resources + ": must be at least 1 of each");
    }
  }

  /** A core and nothing else. */
  public static TaskPlacement oneCore() {
    return new TaskPlacement(1, Map.of());
  }
}
