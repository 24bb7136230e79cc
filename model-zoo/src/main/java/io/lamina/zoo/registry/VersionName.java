package io.lamina.zoo.registry;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.PublishPlan;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How people name a version: {@code digits} for the newest of a model, {@code digits@v3} for a
 * certain one.
 *
 * @param model the model's name
 * @param which the version's name; the newest if empty
 */
public record VersionName(String model, Optional<String> which) {
  /**
   * @throws IllegalArgumentException if no model may be called so
   */
  public VersionName {
    requireNonNull(which, "which is null");
    if (!PublishPlan.isName(model)) {
      throw new IllegalArgumentException(
          "not a model name: '" + model + "' (it " + PublishPlan.NAME_RULE + ")");
    }
  }

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static VersionName parse(String text) {
    int at = text.indexOf('@');
    return at < 0
        ? new VersionName(text, Optional.empty())
        : new VersionName(text.substring(0, at), Optional.of(text.substring(at + 1)));
  }

  /**
   * The version of this name.
   *
   * @throws RegistryException if there is none, with those that there are
   */
  public PublishedVersion in(ModelRegistry registry) {
    return which
        .map(name -> named(registry, name))
        .orElseGet(() -> registry.latest(model).orElseThrow(() -> noModel(registry)));
  }

  private PublishedVersion named(ModelRegistry registry, String name) {
    PublishedModel published =
        registry.list().models().stream()
            .filter(each -> each.name().equals(model))
            .findFirst()
            .orElseThrow(() -> noModel(registry));
    return published.versions().stream()
        .filter(version -> version.name().equals(name))
        .findFirst()
        .orElseThrow(() -> noVersion(name, published));
  }

  private static RegistryException noVersion(String name, PublishedModel published) {
    return new RegistryException(
        String.format(
            "model '%s' has no version '%s' (it has %s)",
            published.name(),
            name,
            published.versions().stream()
                .map(PublishedVersion::name)
                .collect(Collectors.joining(", "))));
  }

  private RegistryException noModel(ModelRegistry registry) {
    return new RegistryException(
        String.format(
            "there is no model '%s' in %s ('lamina models' lists those that there are; --registry"
                + " names another registry)",
            model, registry.location()));
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return which.map(name -> model + "@" + name).orElse(model);
  }
}
