package io.lamina.zoo.plan;

import java.util.List;
import java.util.Optional;

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
    Problems problems = new Problems();
    Entry root = overridden(new YamlTree(text, problems).root(), overrides, problems);
    Optional<TrainingPlan> plan = Section.of(root, "", problems).flatMap(new PlanSchema()::plan);
    problems.throwIfAny();
    return plan.orElseThrow();
  }

  private static Entry overridden(Entry root, List<String> overrides, Problems problems) {
    Entry plan = root;
    for (String text : overrides) {
      Optional<PlanOverride> override = PlanOverride.parse(text, problems);
      if (override.isPresent() && plan instanceof Entry.Group) {
        plan = override.get().applyTo(plan, problems);
      }
    }
    return plan;
  }
}
