package io.lamina.zoo.registry;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A model of which at least one version was published.
 *
 * @param name the model's name
 * @param versions the oldest first
 */
public record PublishedModel(String name, List<PublishedVersion> versions) {
  public PublishedModel {
    requireNonNull(name, "name is null");
    versions = List.copyOf(versions);
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("model '" + name + "' has no version");
    }
  }

  public PublishedVersion latest() {
    return versions.get(versions.size() - 1);
  }
}
