package io.lamina.jobs.training.work;

import io.lamina.runtime.device.Operations;
import io.lamina.runtime.train.Trainer;
import io.lamina.runtime.train.Trainers;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.plan.Comparison;
import io.lamina.zoo.plan.FineTunePlan;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.layer.LayerPlan;
import java.io.Serializable;

/** What a stage trains. It goes to the workers beside the plan, which says how. */
public sealed interface StageWork extends Serializable {
  /** The stage's name, for people and as the key of its random numbers. */
  String stage();

  /** The shape of an example. */
  Shape input();

  /** The loss of a network that guesses, where that is known, else 0. */
  default double guessing(TrainingPlan plan) {
    return 0;
  }

  /** Whether it learns classes, by labels. */
  default boolean classifies(TrainingPlan plan) {
    return false;
  }

  /** Where in the plan the stage's settings are, for messages. */
  String planKey();

  /** What to do when its numbers run away. */
  default String remedy(TrainingPlan plan) {
    StageSettings settings = settings(plan);
    return String.format(
        "%s%s",
        settings.optimizer().lower(planKey()),
        settings.outer().momentum() > 0 ? ", or the momentum of averaging.outer" : "");
  }

  StageSettings settings(TrainingPlan plan);

  /** The values that belong to each shard and are not averaged. */
  int shardState(TrainingPlan plan);

  /** A trainer on a device; it closes the device. */
  Trainer trainer(TrainingPlan plan, Operations operations);

  /**
   * A layer learns from the codes of the one below.
   *
   * @param layer counted from 0
   * @param input the shape of an example
   */
  record Pretraining(int layer, Shape input) implements StageWork {
    private static final long serialVersionUID = 1;

    @Override
    public String stage() {
      return "layer " + (layer + 1);
    }

    @Override
    public String planKey() {
      return "layers[" + layer + "]";
    }

    /** Real values may be too large for any learning rate. */
    @Override
    public String remedy(TrainingPlan plan) {
      String lower = StageWork.super.remedy(plan);
      return layer == 0 && plan.readsRealValues(0) && plan.data().preprocessing().isEmpty()
          ? lower + ", or " + InputSpread.REMEDY
          : lower;
    }

    @Override
    public StageSettings settings(TrainingPlan plan) {
      LayerPlan own = plan.layers().get(layer);
      return new StageSettings(own.stage(), plan.averaging());
    }

    @Override
    public int shardState(TrainingPlan plan) {
      LayerPlan own = plan.layers().get(layer);
      return own.shardState(own.pretrained(input, plan.inputActivation(layer)));
    }

    @Override
    public Trainer trainer(TrainingPlan plan, Operations operations) {
      return Trainers.layer(
          plan.layers().get(layer), input, plan.inputActivation(layer), operations);
    }
  }

  /**
   * The whole stack learns, with a softmax layer on top or unrolled.
   *
   * @param stage the stage's name: the same stack is trained from several starts
   * @param input the shape of an example
   * @param byOwnLabels whether it learns from labels that it gave itself
   * @param times as long as the plan says
   */
  record FineTuning(String stage, Shape input, boolean byOwnLabels, int times)
      implements StageWork {
    private static final long serialVersionUID = 3;

    /** As long as the plan says. */
    public FineTuning(String stage, Shape input, boolean byOwnLabels) {
      this(stage, input, byOwnLabels, 1);
    }

    @Override
    public String planKey() {
      return byOwnLabels ? "fineTune.pseudoLabels" : "fineTune";
    }

    @Override
    public StageSettings settings(TrainingPlan plan) {
      FineTunePlan own = own(plan);
      return new StageSettings(own.stage().times(times), own.averaging());
    }

    @Override
    public int shardState(TrainingPlan plan) {
      return 0;
    }

    @Override
    public boolean classifies(TrainingPlan plan) {
      return plan.classifies();
    }

    @Override
    public double guessing(TrainingPlan plan) {
      return plan.classifies() ? Math.log(plan.data().classes().orElseThrow()) : 0;
    }

    @Override
    public Trainer trainer(TrainingPlan plan, Operations operations) {
      Stack stack = new WholeStack(plan).on(input);
      return Trainers.fineTuner(own(plan), stack, operations);
    }

    private FineTunePlan own(TrainingPlan plan) {
      FineTunePlan own = plan.fineTune().orElseThrow();
      return byOwnLabels ? own.generation() : own;
    }
  }

  /**
   * Logistic regression learns, a softmax layer alone.
   *
   * @param of what asks for it
   * @param stage the stage's name
   * @param input the shape of an example
   * @param size of an example, which says how far a step may go
   */
  record Regression(Comparison of, String stage, Shape input, InputSize size) implements StageWork {
    private static final long serialVersionUID = 2;

    @Override
    public String planKey() {
      return "compare";
    }

    @Override
    public String remedy(TrainingPlan plan) {
      return of == Comparison.LINEAR
          ? "take linear out of compare, or " + InputSpread.REMEDY
          : "take codes out of compare";
    }

    @Override
    public StageSettings settings(TrainingPlan plan) {
      return new LogisticRegression(size).settings();
    }

    @Override
    public int shardState(TrainingPlan plan) {
      return 0;
    }

    @Override
    public double guessing(TrainingPlan plan) {
      return Math.log(plan.data().classes().orElseThrow());
    }

    @Override
    public Trainer trainer(TrainingPlan plan, Operations operations) {
      return Trainers.fineTuner(
          new LogisticRegression(size).fineTune(), new WholeStack(plan).softmax(input), operations);
    }
  }
}
