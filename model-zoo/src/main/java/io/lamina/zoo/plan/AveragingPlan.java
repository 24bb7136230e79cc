package io.lamina.zoo.plan;

import static java.util.Objects.requireNonNull;

/**
 * How the shards' updates become one: every shard trains {@code localSteps} mini-batches from the
 * round's parameters, the server takes the mean of the differences, weighted by examples, and the
 * outer optimizer applies it.
 *
 * @param localSteps mini-batches between two averages
 * @param outer what the server does with the mean difference
 * @param optimizerState what happens to the inner optimizer's state at a round's end
 */
public record AveragingPlan(int localSteps, Outer outer, OptimizerState optimizerState) {
  public static final Range LOCAL_STEPS = Range.closed(1, 100_000);

  public AveragingPlan {
    LOCAL_STEPS.require("localSteps", localSteps);
    requireNonNull(outer, "outer is null");
    requireNonNull(optimizerState, "optimizerState is null");
  }

  /** What happens to the workers' momentum when a round ends. */
  public enum OptimizerState {
    /** Every round starts with none. */
    RESET,
    /** It is averaged as the parameters are, and the next round starts from the mean. */
    AVERAGE
  }

  /** The server's step along the mean difference. */
  public enum OuterKind {
    /** The mean is the new value. */
    AVERAGE,
    /** Nesterov's momentum over rounds, as DiLoCo's outer step (Douillard et al. 2023). */
    NESTEROV
  }

  /**
   * The outer optimizer.
   *
   * @param kind which
   * @param learningRate the factor on the mean difference; 1 for plain averaging
   * @param momentum 0 for plain averaging
   */
  public record Outer(OuterKind kind, double learningRate, double momentum) {
    public static final Range LEARNING_RATE = Range.above(0, 10);
    public static final Range MOMENTUM = Range.below(0, 1);

    public Outer {
      requireNonNull(kind, "kind is null");
      LEARNING_RATE.require("learningRate", learningRate);
      MOMENTUM.require("momentum", momentum);
      if (kind == OuterKind.AVERAGE && learningRate != 1) {
        throw new PlanRuleException(
            "learningRate", learningRate, "must be 1 for plain averaging, or use kind: nesterov");
      }
      if (kind == OuterKind.AVERAGE && momentum != 0) {
        throw new PlanRuleException(
            "momentum", momentum, "must be 0 for plain averaging, or use kind: nesterov");
      }
    }

    public static Outer average() {
      return new Outer(OuterKind.AVERAGE, 1, 0);
    }

    public static Outer nesterov(double learningRate, double momentum) {
      return new Outer(OuterKind.NESTEROV, learningRate, momentum);
    }
  }
}
