package io.lamina.jobs.training;

import io.lamina.jobs.cluster.DriverBudget;
import io.lamina.zoo.plan.AveragingPlan;
import java.util.List;

/** What the stages of a plan take of the driver's heap, computed before the first step. */
final class DriverMemory {
  /** Shards' states: those of the open round, and those that have come for the next. */
  private static final int SHARD_STATES = 2;

  private final List<StageSize> stages;
  private final int shards;
  private final boolean serves;

  /**
   * @param stages in their order
   * @param shards of the plan
   * @param serves whether the parameter server is in the driver
   */
  DriverMemory(List<StageSize> stages, int shards, boolean serves) {
    this.stages = List.copyOf(stages);
    this.shards = shards;
    this.serves = serves;
  }

  /**
   * Makes sure that every stage fits.
   *
   * @param ancestor the parameters of an earlier version that are held
   * @throws io.lamina.jobs.cluster.MemoryException with the {@code -Xmx} that would do
   */
  void require(DriverBudget budget, long ancestor) {
    long kept = Float.BYTES * ancestor;
    for (StageSize stage : stages) {
      budget.require(stage.what(), kept + bytes(stage));
      kept += Float.BYTES * stage.parameters();
    }
  }

  /** What a stage takes while it runs; what earlier ones have left is not in it. */
  long bytes(StageSize stage) {
    AveragingPlan averaging = stage.settings().averaging();
    long vector = stage.vectorLength();
    long velocity = stage.settings().outer().momentum() > 0 ? stage.parameters() : 0;
    long state = vector + velocity + (long) shards * stage.shardState();
    // The parameters to start from, the state that it goes on from, and a checkpoint's copy.
    long own = Float.BYTES * (stage.parameters() + 2 * state);
    return serves ? own + served(stage, state, 1 + averaging.mode().staleness()) : own;
  }

  private long served(StageSize stage, long state, int openRounds) {
    long sums = Long.BYTES * stage.vectorLength() * openRounds;
    long states = (long) SHARD_STATES * shards * stage.shardState() * openRounds;
    return Float.BYTES * (state + states) + sums;
  }
}
