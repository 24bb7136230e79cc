package io.lamina.jobs.training;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.AveragingPlan;
import io.lamina.zoo.plan.OptimizerPlan;
import io.lamina.zoo.plan.TrainingLength;

/** The part of a plan that every stage has, whatever it trains. */
record StageSettings(
    OptimizerPlan optimizer, int batchSize, TrainingLength length, AveragingPlan averaging) {
  StageSettings {
    requireNonNull(optimizer, "optimizer is null");
    requireNonNull(length, "length is null");
    requireNonNull(averaging, "averaging is null");
  }

  /** The rounds of a stage whose largest shard has so many examples. */
  int rounds(long largestShard) {
    return length.rounds(largestShard, batchSize, averaging.localSteps());
  }

  /** Whether the optimizer's state is averaged as the parameters are. */
  boolean averagesState() {
    return optimizer.momentum() > 0
        && averaging.optimizerState() == AveragingPlan.OptimizerState.AVERAGE;
  }

  /** The length of the vector that is averaged. */
  int vectorLength(int parameters) {
    return averagesState() ? Math.multiplyExact(2, parameters) : parameters;
  }
}
