package io.lamina.jobs.cli.models;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.registry.Alias;
import io.lamina.zoo.registry.AliasEntry;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import io.lamina.zoo.registry.RegistryException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The aliases of a model, as they are now.
 *
 * @param current the entry that counts, by the alias's name
 * @param problems aliases that cannot be read, a message each
 */
record NamedVersions(Map<String, AliasEntry> current, List<String> problems) {
  NamedVersions {
    requireNonNull(current, "current is null");
    problems = List.copyOf(problems);
  }

  static NamedVersions of(ModelRegistry registry, String model) {
    Map<String, AliasEntry> current = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    try {
      for (Alias alias : registry.aliases(model)) {
        alias.current().ifPresent(entry -> current.put(alias.name(), entry));
      }
    } catch (RegistryException e) {
      problems.add(e.getMessage());
    }
    return new NamedVersions(current, problems);
  }

  /** The aliases that name a version. */
  List<String> of(PublishedVersion version) {
    return current.entrySet().stream()
        .filter(each -> each.getValue().version() == version.number())
        .map(Map.Entry::getKey)
        .toList();
  }
}
