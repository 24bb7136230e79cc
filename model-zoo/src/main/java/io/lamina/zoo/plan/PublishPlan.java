package io.lamina.zoo.plan;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.name.NameRule;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import java.util.Optional;

/**
 * Where the trained model goes.
 *
 * @param registry a directory on any Hadoop file system
 * @param model the model's name in the registry, see {@link NameRule}
 * @param requireBenefit whether a network is published only if it is better than the random start
 *     and than what needs no pretraining
 */
public record PublishPlan(String registry, String model, boolean requireBenefit) {
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

  /** Refuses to ask for a benefit where nothing says whether there is one. */
  void requireComparable(CompareChoice compare, Optional<FineTunePlan> fineTune) {
    boolean compared =
        compare.isAuto()
            || compare.listed().orElseThrow().stream().anyMatch(each -> each != Comparison.CODES);
    if (requireBenefit && (fineTune.isEmpty() || !compared)) {
      throw new PlanRuleException(
          "publish.requireBenefit",
          true,
          "needs fineTune, and a comparison without pretraining: compare: auto, or a list with"
              + " scratch, linear or nearest");
    }
  }

  /** A name, in a plan. */
  static Form<String> name() {
    return Form.text("a name", NameRule::admits, NameRule.TEXT);
  }
}
