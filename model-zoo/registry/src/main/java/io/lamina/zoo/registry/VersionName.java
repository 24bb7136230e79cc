package io.lamina.zoo.registry;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.name.NameRule;
import io.lamina.zoo.registry.store.Numbers;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How people name a version: {@code digits} for the newest of a model, {@code digits@v3} for a
 * certain one, {@code digits@champion} for the one that an alias names.
 *
 * @param model the model's name
 * @param which the version's name, or an alias; the newest if empty
 */
public record VersionName(String model, Optional<String> which) {
  /**
   * @throws IllegalArgumentException if no model may be called so
   */
  public VersionName {
    requireNonNull(which, "which is null");
    if (!NameRule.admits(model)) {
      throw new IllegalArgumentException(
          "not a model name: '" + model + "' (it " + NameRule.TEXT + ")");
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
   * @throws IllegalArgumentException if nothing may be called so
   */
  public PublishedVersion in(ModelRegistry registry) {
    return which
        .map(name -> named(registry, name))
        .orElseGet(() -> registry.latest(model).orElseThrow(() -> noModel(registry)));
  }

  /**
   * The version of this name that is in use: of a model's name alone the champion, if it has one.
   *
   * @throws RegistryException if there is none, with those that there are
   * @throws IllegalArgumentException if nothing may be called so
   */
  public PublishedVersion inUse(ModelRegistry registry) {
    return which.isEmpty() ? registry.champion(model).orElseGet(() -> in(registry)) : in(registry);
  }

  private PublishedVersion named(ModelRegistry registry, String name) {
    OptionalInt number = Numbers.number(name);
    return (number.isPresent()
            ? registry.version(model, number.getAsInt())
            : registry.named(model, name))
        .orElseThrow(() -> nothing(registry, name));
  }

  private RegistryException nothing(ModelRegistry registry, String name) {
    List<PublishedVersion> versions = registry.versions(model);
    return versions.isEmpty()
        ? noModel(registry)
        : new RegistryException(
            String.format(
                "model '%s' has neither a version nor an alias '%s' (it has %s)",
                model,
                name,
                Stream.concat(
                        versions.stream().map(PublishedVersion::name),
                        registry.aliases(model).stream().map(Alias::name))
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
