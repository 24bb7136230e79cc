package io.lamina.jobs.cli.models;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.cli.job.ModelFiles;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import io.lamina.zoo.registry.RegistryListing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Versions for people, a line each, and for machines.
 *
 * @param listing the versions, and what cannot be read
 * @param aliases of each model
 */
record VersionLines(RegistryListing listing, Map<String, NamedVersions> aliases) {
  VersionLines {
    requireNonNull(listing, "listing is null");
    requireNonNull(aliases, "aliases is null");
  }

  static VersionLines of(ModelRegistry registry, RegistryListing listing) {
    Map<String, NamedVersions> aliases = new HashMap<>();
    listing
        .models()
        .forEach(model -> aliases.put(model.name(), NamedVersions.of(registry, model.name())));
    return new VersionLines(listing, aliases);
  }

  /** What cannot be read: versions and aliases. */
  List<String> problems() {
    List<String> problems = new ArrayList<>(listing.broken());
    listing.models().forEach(model -> problems.addAll(aliases.get(model.name()).problems()));
    return problems;
  }

  /** The aliases that name a version. */
  List<String> of(PublishedVersion version) {
    return aliases.get(version.model()).of(version);
  }

  /** A table; nothing if there is no version. */
  String text() {
    List<PublishedVersion> versions = listing.versions();
    TextTable table =
        new TextTable(
            "MODEL", "VERSION", "PUBLISHED", "TEST ERROR", "NETWORK", "ALIASES", "LOCATION");
    versions.forEach(version -> table.add(row(version)));
    return versions.isEmpty() ? "" : table.toString();
  }

  private String[] row(PublishedVersion version) {
    Object error = version.summary().get(ModelFiles.TEST_ERROR);
    List<String> names = of(version);
    return new String[] {
      version.model(),
      version.name(),
      version.publishedAt().toString(),
      error instanceof Number share
          ? String.format(Locale.ROOT, "%.2f %%", 100 * share.doubleValue())
          : "-",
      String.valueOf(version.summary().getOrDefault(ModelFiles.NETWORK, "-")),
      names.isEmpty() ? "-" : String.join(",", names),
      version.location()
    };
  }
}
