package io.lamina.zoo.plan;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Range;

/**
 * How the shards' updates become one: every shard trains {@code localSteps} mini-batches from the
 * round's parameters, the server takes the mean of the differences, weighted by examples, and the
 * outer optimizer applies it.
 *
 * @param localSteps mini-batches between two averages
 * @param outer what the server does with the mean difference
 * @param optimizerState what happens to the inner optimizer's state at a round's end
 * @param mode who waits for whom
 * @param updates how the differences travel
 */
public record AveragingPlan(
    int localSteps, Outer outer, OptimizerState optimizerState, Mode mode, Updates updates) {
  public static final Range LOCAL_STEPS = Range.closed(1, 100_000);

  public AveragingPlan {
    LOCAL_STEPS.require("localSteps", localSteps);
    requireNonNull(outer, "outer is null");
    requireNonNull(optimizerState, "optimizerState is null");
    requireNonNull(mode, "mode is null");
    requireNonNull(updates, "updates is null");
    if (mode.kind() == ModeKind.ELASTIC && outer.kind() != OuterKind.AVERAGE) {
      throw new PlanRuleException(
          "outer", Form.spelled(outer.kind()), "must be average: mode elastic has movingRate");
    }
    if (mode.kind() == ModeKind.ELASTIC && optimizerState != OptimizerState.RESET) {
      throw new PlanRuleException(
          "optimizerState", Form.spelled(optimizerState), "must be reset with mode elastic");
    }
  }

  /** Synchronous rounds, differences as they are. */
  public AveragingPlan(int localSteps, Outer outer, OptimizerState optimizerState) {
    this(localSteps, outer, optimizerState, Mode.synchronous(), Updates.FLOAT32);
  }

  /** Who waits for whom. */
  public enum ModeKind {
    /** Every shard starts a round from the same vector: the same bits, whoever trains. */
    SYNCHRONOUS,
    /** A worker may run ahead of the slowest (bounded staleness: Ho et al. 2013). */
    STALE,
    /** Every shard keeps weights of its own, tied to the mean (EASGD: Zhang et al. 2015). */
    ELASTIC
  }

  /**
   * The mode.
   *
   * @param kind which
   * @param staleness rounds that a worker may run ahead of the slowest; 0 where it waits for it
   * @param movingRate of elastic averaging, β: the part of the way that the mean goes to the
   *     shards' weights in a round; 0 for the others
   */
  public record Mode(ModeKind kind, int staleness, double movingRate) {
    public static final Range STALENESS = Range.closed(0, 64);
    public static final Range MOVING_RATE = Range.above(0, 1);

    public Mode {
      requireNonNull(kind, "kind is null");
      STALENESS.require("staleness", staleness);
      if (kind == ModeKind.SYNCHRONOUS && staleness != 0) {
        throw new PlanRuleException("staleness", staleness, "must be 0, or use kind: stale");
      }
      if (kind == ModeKind.STALE && staleness == 0) {
        throw new PlanRuleException(
            "staleness", staleness, "must be at least 1, or use kind: synchronous");
      }
      if (kind == ModeKind.ELASTIC) {
        MOVING_RATE.require("movingRate", movingRate);
      } else if (movingRate != 0) {
        throw new PlanRuleException("movingRate", movingRate, "is for kind: elastic");
      }
    }

    public static Mode synchronous() {
      return new Mode(ModeKind.SYNCHRONOUS, 0, 0);
    }

    /** Whether a run has the same bits for any number of executors, and whatever is lost. */
    public boolean keepsBits() {
      return kind == ModeKind.SYNCHRONOUS;
    }
  }

  /** How the differences travel to the servers. */
  public enum Updates {
    /** As they are. */
    FLOAT32,
    /** Rounded to the nearest bfloat16, in half the bytes. */
    BFLOAT16
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
