package io.lamina.jobs.training.work;

import static java.util.Objects.requireNonNull;

import io.lamina.parameters.OuterOptimizer;
import io.lamina.parameters.UpdateFormat;
import io.lamina.zoo.plan.AveragingPlan;
import io.lamina.zoo.plan.stage.OptimizerPlan;
import io.lamina.zoo.plan.stage.StagePlan;

/** The part of a plan that every stage has, whatever it trains. */
public record StageSettings(StagePlan stage, AveragingPlan averaging) {
  public StageSettings {
    requireNonNull(stage, "stage is null");
    requireNonNull(averaging, "averaging is null");
  }

  public OptimizerPlan optimizer() {
    return stage.optimizer();
  }

  public int batchSize() {
    return stage.batchSize();
  }

  /** The rounds of a stage whose largest shard has so many examples. */
  public int rounds(long largestShard) {
    return stage.length().rounds(largestShard, batchSize(), averaging.localSteps());
  }

  /** How differences travel. */
  public UpdateFormat format() {
    return switch (averaging.updates()) {
      case FLOAT32 -> UpdateFormat.FLOAT32;
      case BFLOAT16 -> UpdateFormat.BFLOAT16;
    };
  }

  /** What the servers do with the shards' mean difference. */
  public OuterOptimizer outer() {
    AveragingPlan.Mode mode = averaging.mode();
    return mode.kind() == AveragingPlan.ModeKind.ELASTIC
        ? new OuterOptimizer(mode.movingRate(), 0)
        : new OuterOptimizer(averaging.outer().learningRate(), averaging.outer().momentum());
  }

  /** Whether the optimizer's state is averaged as the parameters are. */
  public boolean averagesState() {
    return optimizer().rule().stateVectors() > 0
        && averaging.optimizerState() == AveragingPlan.OptimizerState.AVERAGE;
  }

  /** The length of the vector that is averaged. */
  public int vectorLength(int parameters) {
    int vectors = averagesState() ? 1 + optimizer().rule().stateVectors() : 1;
    return Math.multiplyExact(vectors, parameters);
  }
}
