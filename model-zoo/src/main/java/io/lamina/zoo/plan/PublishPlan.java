package io.lamina.zoo.plan;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.yaml.Form;
import java.util.regex.Pattern;

/**
 * Where the trained model goes.
 *
 * @param registry a directory on any Hadoop file system
 * @param model the model's name in the registry: letters, digits, dot, dash and underscore
 */
public record PublishPlan(String registry, String model) {
  /** What {@link #isName} asks for, in words. */
  public static final String NAME_RULE =
      "must be 1 to 100 letters, digits, dots, dashes and underscores, the first a letter or digit";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  public PublishPlan {
    requireNonNull(registry, "registry is null");
    requireNonNull(model, "model is null");
    if (registry.isBlank()) {
      throw new IllegalArgumentException("registry is blank");
    }
    if (!isName(model)) {
      throw new IllegalArgumentException("not a model name: '" + model + "' (" + NAME_RULE + ")");
    }
  }

  /** A name, in a plan. */
  static Form<String> name() {
    return Form.text("a name", PublishPlan::isName, NAME_RULE);
  }

  /** Whether a model may be called so. */
  public static boolean isName(String model) {
    return NAME.matcher(model).matches();
  }
}
