package io.lamina.jobs.training.stage;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.checkpoint.RoundHistory;
import io.lamina.jobs.training.work.StageSettings;
import io.lamina.jobs.training.work.StageWork;
import io.lamina.parameters.RoundsSpec;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.VectorSpec;
import io.lamina.zoo.plan.AveragingPlan;
import io.lamina.zoo.plan.TrainingPlan;
import java.util.Collections;
import java.util.List;

/**
 * A stage to be run.
 *
 * @param work what it trains
 * @param plan which says how
 * @param shardSizes the examples of every shard
 * @param foundRate the learning rate that a test has found, for a plan that gives none; else 1
 */
record StageOrder(StageWork work, TrainingPlan plan, List<Long> shardSizes, double foundRate) {
  StageOrder {
    requireNonNull(work, "work is null");
    requireNonNull(plan, "plan is null");
    shardSizes = List.copyOf(shardSizes);
  }

  /** Of a plan that gives the learning rate. */
  StageOrder(StageWork work, TrainingPlan plan, List<Long> shardSizes) {
    this(work, plan, shardSizes, 1);
  }

  String stage() {
    return work.stage();
  }

  int shards() {
    return shardSizes.size();
  }

  int rounds() {
    return settings().rounds(Collections.max(shardSizes));
  }

  StageSettings settings() {
    return work.settings(plan);
  }

  /**
   * What the servers have to know.
   *
   * @param parameters how many are trained
   * @param until the rounds after which they have nothing more to do
   */
  StageSpec spec(int parameters, int until) {
    StageSettings settings = settings();
    VectorSpec vector =
        new VectorSpec(settings.vectorLength(parameters), parameters, work.shardState(plan));
    return new StageSpec(
        stage(), work.remedy(plan), roundsSpec(until), vector, settings.outer(), settings.format());
  }

  private RoundsSpec roundsSpec(int until) {
    StageSettings settings = settings();
    AveragingPlan averaging = settings.averaging();
    long mostExamples = (long) shards() * averaging.localSteps() * settings.batchSize();
    return new RoundsSpec(shards(), until, mostExamples, averaging.mode().staleness());
  }

  /** What the plan's learning rates are multiplied by after so many ways back. */
  double rate(int rewinds) {
    return foundRate * Math.pow(plan.divergence().rateFactor(), rewinds);
  }

  /** The ways back that the plan allows. */
  int rewinds() {
    return plan.divergence().rewinds();
  }

  /** A loss above this one has run away, of a stage that began with such a one. */
  double mostLoss(double first) {
    double usual = Math.max(Math.abs(first), work.guessing(plan));
    return plan.divergence().lossFactor() * Math.max(usual, Double.MIN_NORMAL);
  }

  /** Whether the last loss is no worse than the first, or than that of guessing. */
  boolean isGood(RoundHistory history) {
    double first = Math.abs(history.losses().get(0));
    double last = Math.abs(history.losses().get(history.losses().size() - 1));
    return last <= Math.max(first, work.guessing(plan));
  }
}
