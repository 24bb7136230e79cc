package io.lamina.zoo.plan.stage;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Range;
import java.util.Optional;

/**
 * The optimizer inside a round, and its learning rate, which goes from its first to its last value
 * over the rounds of a stage.
 *
 * @param learningRate of the first round; gradients are means over a mini-batch. Empty if it is to
 *     be found by a test before the stage begins
 * @param finalLearningRate of the last round; where the first is to be found, as a share of it
 * @param schedule of the rounds in between
 * @param rule what a step does with a gradient
 */
public record OptimizerPlan(
    Optional<Double> learningRate, double finalLearningRate, Schedule schedule, UpdateRule rule) {
  public static final Range LEARNING_RATE = Range.above(0, 100);
  public static final Range FINAL_LEARNING_RATE = Range.closed(0, 100);

  /** An exponential schedule never reaches 0. */
  private static final double LAST_SHARE = 0.01;

  public OptimizerPlan {
    requireNonNull(learningRate, "learningRate is null");
    learningRate.ifPresent(rate -> LEARNING_RATE.require("learningRate", rate));
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

  /** With a learning rate that is known. */
  public OptimizerPlan(
      double learningRate, double finalLearningRate, Schedule schedule, UpdateRule rule) {
    this(Optional.of(learningRate), finalLearningRate, schedule, rule);
  }

  /** Plain gradient descent with a learning rate that stays. */
  public static OptimizerPlan constant(double learningRate) {
    return new OptimizerPlan(learningRate, learningRate, Schedule.LINEAR, new GradientDescent());
  }

  /**
   * With a learning rate that is to be found. It goes down to 0, or by an exponential schedule to a
   * hundredth.
   */
  public static OptimizerPlan found(Schedule schedule, UpdateRule rule) {
    double last = schedule == Schedule.EXPONENTIAL ? LAST_SHARE : 0;
    return new OptimizerPlan(Optional.empty(), last, schedule, rule);
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

  /**
   * The learning rate of a round, of so many rounds; where it is to be found, as a share of what is
   * found.
   */
  public double learningRate(int round, int rounds) {
    double first = learningRate.orElse(1.0);
    double progress = progress(round, rounds);
    return switch (schedule) {
      case LINEAR -> between(first, finalLearningRate, progress);
      case EXPONENTIAL -> first * StrictMath.pow(finalLearningRate / first, progress);
      case COSINE ->
          between(finalLearningRate, first, (1 + StrictMath.cos(Math.PI * progress)) / 2);
    };
  }

  /**
   * What to do if numbers run away.
   *
   * @param group the keys are in
   */
  public String lower(String group) {
    return learningRate
        .map(rate -> "lower " + group + ".learningRate, now " + rate)
        .orElse("give " + group + ".learningRate, lower than what the test found");
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
