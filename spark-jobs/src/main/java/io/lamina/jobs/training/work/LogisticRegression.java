package io.lamina.jobs.training.work;

import io.lamina.zoo.plan.AveragingPlan;
import io.lamina.zoo.plan.AveragingPlan.OptimizerState;
import io.lamina.zoo.plan.AveragingPlan.Outer;
import io.lamina.zoo.plan.FineTunePlan;
import io.lamina.zoo.plan.Objective;
import io.lamina.zoo.plan.stage.Adam;
import io.lamina.zoo.plan.stage.OptimizerPlan;
import io.lamina.zoo.plan.stage.OptimizerPlan.Schedule;
import io.lamina.zoo.plan.stage.StagePlan;
import io.lamina.zoo.plan.stage.TrainingLength;
import java.util.Optional;

/**
 * How logistic regression is trained, for any data: its loss is convex, so what comes out depends
 * little on how it is reached. Adam takes steps of the same length whatever the scale of the
 * gradient; the rate makes the first of them change the input of a softmax unit by a third.
 *
 * @param size of an example
 */
public record LogisticRegression(InputSize size) {
  private static final double FIRST_STEP = 0.3;
  private static final int BATCH = 20;
  private static final int EPOCHS = 60;

  /** With few examples a hundred passes are over before anything is learnt. */
  private static final int LEAST_ROUNDS = 40;

  private static final int LOCAL_STEPS = 25;

  /** The settings of its stage. */
  public StageSettings settings() {
    OptimizerPlan optimizer = new OptimizerPlan(rate(), 0, Schedule.LINEAR, Adam.standard());
    return new StageSettings(
        new StagePlan(optimizer, BATCH, TrainingLength.epochs(EPOCHS, LEAST_ROUNDS)), averaging());
  }

  /** The same, as what a softmax layer alone is trained by. */
  FineTunePlan fineTune() {
    return new FineTunePlan(
        Objective.CLASSIFY,
        settings().stage(),
        0,
        0,
        Optional.empty(),
        averaging(),
        Optional.empty());
  }

  private double rate() {
    return Math.min(OptimizerPlan.LEARNING_RATE.high(), FIRST_STEP / Math.max(size.sum(), 1e-6));
  }

  private static AveragingPlan averaging() {
    return new AveragingPlan(LOCAL_STEPS, Outer.average(), OptimizerState.AVERAGE);
  }
}
