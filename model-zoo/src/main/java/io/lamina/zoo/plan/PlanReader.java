package io.lamina.zoo.plan;

import io.lamina.zoo.plan.yaml.InvalidPlanException;
import io.lamina.zoo.plan.yaml.YamlText;
import java.util.List;

/** Reads plans. Holds no state; safe for use by several threads. */
public final class PlanReader {
  /**
   * Reads a plan and checks all of it.
   *
   * @param text the plan in YAML; the keys are those of {@code docs/plan.md}
   * @param overrides changes of the form {@code key=value}, applied in this order, such as {@code
   *     layers[0].units=200}; an empty value takes the key away
   * @throws InvalidPlanException with every mistake of the text and of the overrides
   */
  public TrainingPlan read(PlanText text, List<String> overrides) {
    return new YamlText(text.origin(), text.yaml()).read(overrides, new PlanSchema()::plan);
  }
}
