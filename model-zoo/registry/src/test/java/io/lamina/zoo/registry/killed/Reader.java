package io.lamina.zoo.registry.killed;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.zoo.registry.Alias;
import io.lamina.zoo.registry.AliasEntry;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import io.lamina.zoo.registry.RegistryListing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads a registry again and again: whatever it sees is whole, stays, and is never another.
 *
 * @param registry where others publish
 * @param end says when to end
 */
record Reader(ModelRegistry registry, AtomicBoolean end) implements Callable<Integer> {
  /** Gives how many versions it has seen. */
  @Override
  public Integer call() {
    Map<Integer, PublishedVersion> seen = new HashMap<>();
    List<AliasEntry> history = List.of();
    while (!end.get()) {
      listing(seen);
      history = champion(history);
    }
    return seen.size();
  }

  private void listing(Map<Integer, PublishedVersion> seen) {
    RegistryListing listing = registry.list();
    assertThat(listing.broken()).isEmpty();
    List<PublishedVersion> versions = listing.versions();
    assertThat(versions).containsAll(seen.values());
    for (PublishedVersion version : versions) {
      if (seen.put(version.number(), version) == null) {
        registry.verify(version);
      }
    }
  }

  private List<AliasEntry> champion(List<AliasEntry> before) {
    List<AliasEntry> history = registry.alias(LoopingPublisher.MODEL, Alias.CHAMPION).history();
    assertThat(history).hasSizeGreaterThanOrEqualTo(before.size());
    assertThat(history.subList(0, before.size())).isEqualTo(before);
    registry.champion(LoopingPublisher.MODEL).ifPresent(registry::verify);
    return history;
  }
}
