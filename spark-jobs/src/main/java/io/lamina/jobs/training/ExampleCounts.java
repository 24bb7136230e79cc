package io.lamina.jobs.training;

import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.TrainingPlan;
import java.util.Collections;

/**
 * The numbers of examples that decide what a run costs.
 *
 * @param input the shape of an example
 * @param unlabeledShard the examples of the largest shard that layers learn from
 * @param tuning the examples that the last stage learns from
 * @param tuningShard those of its largest shard
 * @param test the examples that are held out
 */
record ExampleCounts(Shape input, long unlabeledShard, long tuning, long tuningShard, long test) {
  static ExampleCounts of(RunData data) {
    return new ExampleCounts(
        data.unlabeled().learned().shape(),
        data.unlabeled().learned().largestShard(),
        data.tuning().learned().examples(),
        data.tuning().learned().largestShard(),
        data.test().examples());
  }

  /** The labeled examples of a shard at most, also of a label curve. */
  long largestLabeledShard(TrainingPlan plan) {
    long most = plan.labelCurve().map(curve -> Collections.max(curve.examples())).orElse(0);
    return Math.max(tuningShard, (most + plan.shards() - 1) / plan.shards());
  }
}
