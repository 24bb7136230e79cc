package io.lamina.jobs.cli.models;

import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.RegistryException;
import io.lamina.zoo.registry.RegistryListing;
import io.lamina.zoo.registry.VersionName;
import java.util.Optional;

/**
 * A model that must be there.
 *
 * @param name of the model
 */
record KnownModel(String name) {
  /**
   * @throws IllegalArgumentException if no model may be called so
   */
  KnownModel {
    if (name.contains("@")) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' names a version (give the model: "
              + VersionName.parse(name).model()
              + ")");
    }
  }

  /**
   * Its versions.
   *
   * @throws RegistryException if it has none
   */
  RegistryListing in(ModelRegistry registry) {
    RegistryListing listing = registry.list(name);
    if (listing.versions().isEmpty()) {
      new VersionName(name, Optional.empty()).in(registry);
    }
    return listing;
  }
}
