package io.lamina.jobs.training.work;

import io.lamina.runtime.train.LayerStack;
import io.lamina.zoo.plan.TrainingPlan;
import java.io.Serializable;

/**
 * The shape of a plan's whole stack as it goes to the executors: as the plan's text.
 *
 * @param plan that has it
 */
public record SentStack(SentPlan plan) implements Serializable {
  private static final long serialVersionUID = 1;

  public static SentStack of(TrainingPlan plan) {
    return new SentStack(SentPlan.of(plan));
  }

  public LayerStack on(int inputs) {
    return new WholeStack(plan.plan()).on(inputs);
  }
}
