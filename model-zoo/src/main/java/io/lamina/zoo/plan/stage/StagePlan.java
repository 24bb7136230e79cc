package io.lamina.zoo.plan.stage;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.yaml.Range;

/**
 * How a stage trains, be it a layer or the fine-tuning.
 *
 * @param optimizer inside a round
 * @param batchSize examples in a mini-batch
 * @param length how long it trains
 * @param watch what is made of measurements on the way
 */
public record StagePlan(
    OptimizerPlan optimizer, int batchSize, TrainingLength length, StageWatch watch) {
  public static final Range BATCH_SIZE = Range.closed(1, 100_000);

  public StagePlan {
    requireNonNull(optimizer, "optimizer is null");
    BATCH_SIZE.require("batchSize", batchSize);
    requireNonNull(length, "length is null");
    requireNonNull(watch, "watch is null");
  }

  /** The same, so many times as long. */
  public StagePlan times(int factor) {
    return new StagePlan(optimizer, batchSize, length.times(factor), watch);
  }

  /** To its last round. */
  public StagePlan(OptimizerPlan optimizer, int batchSize, TrainingLength length) {
    this(optimizer, batchSize, length, StageWatch.toTheLastRound());
  }
}
