package io.lamina.zoo.registry;

import java.util.List;

/**
 * What is in a registry.
 *
 * @param models by name, each with the versions that can be read
 * @param broken what cannot be read: a message for each version, with its place, why, and the
 *     remedy
 */
public record RegistryListing(List<PublishedModel> models, List<String> broken) {
  public RegistryListing {
    models = List.copyOf(models);
    broken = List.copyOf(broken);
  }

  /** The versions of all models. */
  public List<PublishedVersion> versions() {
    return models.stream().flatMap(model -> model.versions().stream()).toList();
  }
}
