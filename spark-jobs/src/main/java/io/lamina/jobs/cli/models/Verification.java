package io.lamina.jobs.cli.models;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import io.lamina.zoo.registry.RegistryException;
import io.lamina.zoo.registry.RegistryListing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the checksums of versions say.
 *
 * @param damages of each version, if it is damaged
 * @param unreadable versions of which nothing can be read, a message each
 */
record Verification(Map<PublishedVersion, Optional<String>> damages, List<String> unreadable) {
  Verification {
    requireNonNull(damages, "damages is null");
    unreadable = List.copyOf(unreadable);
  }

  /** Reads every file of all versions. */
  static Verification of(ModelRegistry registry, RegistryListing listing) {
    Map<PublishedVersion, Optional<String>> damages = new LinkedHashMap<>();
    listing.versions().forEach(version -> damages.put(version, damage(registry, version)));
    return new Verification(damages, listing.broken());
  }

  private static Optional<String> damage(ModelRegistry registry, PublishedVersion version) {
    try {
      registry.verify(version);
      return Optional.empty();
    } catch (RegistryException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** What is wrong with versions that can be read. */
  List<String> problems() {
    return damages.values().stream().flatMap(Optional::stream).toList();
  }

  boolean isWhole() {
    return problems().isEmpty() && unreadable.isEmpty();
  }

  /** How many are whole. */
  String summary() {
    int all = damages.size() + unreadable.size();
    return String.format(
        Locale.ROOT,
        "%d of %d versions are as published%n",
        damages.size() - problems().size(),
        all);
  }
}
