package io.lamina.jobs.training.work;

import io.lamina.zoo.plan.PlanReader;
import io.lamina.zoo.plan.PlanText;
import io.lamina.zoo.plan.PlanWriter;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.yaml.InvalidPlanException;
import java.io.Serializable;
import java.util.List;

/**
 * A plan as it goes to the executors: as text.
 *
 * @param yaml the plan's canonical YAML
 */
public record SentPlan(String yaml) implements Serializable {
  private static final long serialVersionUID = 1;

  public static SentPlan of(TrainingPlan plan) {
    return new SentPlan(new PlanWriter().write(plan));
  }

  /** The plan the driver sent. */
  public TrainingPlan plan() {
    try {
      return new PlanReader().read(new PlanText("the driver's plan", yaml), List.of());
    } catch (InvalidPlanException e) {
      throw new IllegalStateException("the driver sent a plan that cannot be read", e);
    }
  }
}
