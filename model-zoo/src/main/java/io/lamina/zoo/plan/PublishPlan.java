package io.lamina.zoo.plan;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.name.NameRule;
import io.lamina.zoo.plan.yaml.Form;

/**
 * Where the trained model goes.
 *
 * @param registry a directory on any Hadoop file system
 * @param model the model's name in the registry, see {@link NameRule}
 */
public record PublishPlan(String registry, String model) {
  public PublishPlan {
    requireNonNull(registry, "registry is null");
    requireNonNull(model, "model is null");
    if (registry.isBlank()) {
      throw new IllegalArgumentException("registry is blank");
    }
    if (!NameRule.admits(model)) {
      throw new IllegalArgumentException(
          "not a model name: '" + model + "' (" + NameRule.TEXT + ")");
    }
  }

  /** A name, in a plan. */
  static Form<String> name() {
    return Form.text("a name", NameRule::admits, NameRule.TEXT);
  }
}
