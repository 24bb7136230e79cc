package io.lamina.zoo.plan;

import static java.util.Objects.requireNonNull;

/**
 * Where the trained model goes.
 *
 * @param registry a directory on any Hadoop file system
 * @param model the model's name in the registry: letters, digits, dot, dash and underscore
 */
public record PublishPlan(String registry, String model) {
  private static final java.util.regex.Pattern NAME =
      java.util.regex.Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  public PublishPlan {
    requireNonNull(registry, "registry is null");
    requireNonNull(model, "model is null");
    if (registry.isBlank()) {
      throw new IllegalArgumentException("registry is blank");
    }
    if (!isName(model)) {
      throw new IllegalArgumentException("not a model name: '" + model + "'");
    }
  }

  /** Whether a model may be called so. */
  public static boolean isName(String model) {
    return NAME.matcher(model).matches();
  }
}
