package io.lamina.jobs.training;

import io.lamina.runtime.train.LayerStack;
import io.lamina.zoo.plan.PlanWriter;
import io.lamina.zoo.plan.TrainingPlan;
import java.io.Serializable;

/**
 * The shape of a plan's whole stack as it goes to the executors: as the plan's text.
 *
 * @param yaml the plan's canonical YAML
 */
record SentStack(String yaml) implements Serializable {
  private static final long serialVersionUID = 1;

  static SentStack of(TrainingPlan plan) {
    return new SentStack(new PlanWriter().write(plan));
  }

  LayerStack on(int inputs) {
    return new WholeStack(WorkerOrder.read(yaml)).on(inputs);
  }
}
