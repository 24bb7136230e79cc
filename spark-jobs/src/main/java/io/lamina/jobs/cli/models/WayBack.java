package io.lamina.jobs.cli.models;

import io.lamina.zoo.registry.AliasChange;
import io.lamina.zoo.registry.AliasEntry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Where a rollback leads: to the version that the alias named before the one that it names now. A
 * second rollback leads further back, not to what the first one left.
 *
 * @param history of an alias, the first entry first
 */
record WayBack(List<AliasEntry> history) {
  WayBack {
    history = List.copyOf(history);
  }

  /** The number of the version, if there is one. */
  Optional<Integer> version() {
    Deque<Integer> named = new ArrayDeque<>();
    for (AliasEntry entry : history) {
      if (entry.change().why() == AliasChange.Why.ROLLBACK && named.contains(entry.version())) {
        while (named.peek() != entry.version()) {
          named.pop();
        }
      } else {
        named.push(entry.version());
      }
    }
    return named.stream().skip(1).findFirst();
  }
}
