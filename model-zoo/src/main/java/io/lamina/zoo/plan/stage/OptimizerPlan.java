package io.lamina.zoo.plan.stage;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Range;

/**
 * The optimizer inside a round, and its learning rate, which goes from its first to its last value
 * over the rounds of a stage.
 *
 * @param learningRate of the first round; gradients are means over a mini-batch
 * @param finalLearningRate of the last round
 * @param schedule of the rounds in between
 * @param rule what a step does with a gradient
 */
public record OptimizerPlan(
    double learningRate, double finalLearningRate, Schedule schedule, UpdateRule rule) {
  public static final Range LEARNING_RATE = Range.above(0, 100);
  public static final Range FINAL_LEARNING_RATE = Range.closed(0, 100);

  public OptimizerPlan {
    LEARNING_RATE.require("learningRate", learningRate);
    FINAL_LEARNING_RATE.require("finalLearningRate", finalLearningRate);
    requireNonNull(schedule, "schedule is null");
    requireNonNull(rule, "rule is null");
    if (schedule == Schedule.EXPONENTIAL && finalLearningRate == 0) {
      throw new PlanRuleException(
          "finalLearningRate",
          finalLearningRate,
          "must be above 0 for an exponential schedule, which never reaches it");
    }
  }

  /** Plain gradient descent with a learning rate that stays. */
  public static OptimizerPlan constant(double learningRate) {
    return new OptimizerPlan(learningRate, learningRate, Schedule.LINEAR, new GradientDescent());
  }

  /** How the learning rate gets from its first value to its last. */
  public enum Schedule {
    /** In a straight line. */
    LINEAR,
    /** By the same factor from each round to the next. */
    EXPONENTIAL,
    /** Along half a period of a cosine (Loshchilov and Hutter, SGDR, ICLR 2017). */
    COSINE
  }

  /** The learning rate of a round, of so many rounds. */
  public double learningRate(int round, int rounds) {
    double progress = progress(round, rounds);
    return switch (schedule) {
      case LINEAR -> between(learningRate, finalLearningRate, progress);
      case EXPONENTIAL -> learningRate * StrictMath.pow(finalLearningRate / learningRate, progress);
      case COSINE ->
          between(finalLearningRate, learningRate, (1 + StrictMath.cos(Math.PI * progress)) / 2);
    };
  }

  /** The momentum of a round, of so many rounds; 0 for a rule without. */
  public double momentum(int round, int rounds) {
    return rule.momentum(progress(round, rounds));
  }

  private static double progress(int round, int rounds) {
    return rounds <= 1 ? 0 : (double) round / (rounds - 1);
  }

  private static double between(double first, double last, double progress) {
    return first + (last - first) * progress;
  }
}
