package io.lamina.jobs.training;

import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.run.ReconstructionEvaluation;
import io.lamina.jobs.run.RunRecordBuilder;
import io.lamina.jobs.training.inference.Judge;
import io.lamina.jobs.training.work.WholeStack;
import io.lamina.zoo.plan.TrainingPlan;

/** Judges a run's networks by the examples that were held out. */
final class TestSet {
  private final TrainingPlan plan;
  private final Judge judge;
  private final ShardedDataset test;

  TestSet(TrainingPlan plan, RunPlace place, ShardedDataset test) {
    this.plan = plan;
    this.judge = new Judge(place.cluster().spark(), place.device(), new WholeStack(plan));
    this.test = test;
  }

  /** Judges the network that the run publishes. */
  void evaluate(float[] network, RunRecordBuilder record) {
    if (plan.classifies()) {
      record.evaluation(judge.classified(classes(), network, test));
    } else {
      record.reconstruction(reconstruction(network));
    }
  }

  /** Judges the network that was trained from a random start. */
  void evaluateScratch(float[] network, RunRecordBuilder record) {
    if (plan.classifies()) {
      record.scratchTestError(error(network));
    } else {
      record.scratchReconstruction(reconstruction(network));
    }
  }

  private ReconstructionEvaluation reconstruction(float[] network) {
    return judge.reconstructed(plan.data().classes(), network, test);
  }

  /** The share of the examples whose class the network gets wrong. */
  double error(float[] network) {
    return judge.classified(classes(), network, test).error();
  }

  private int classes() {
    return plan.data().classes().orElseThrow();
  }
}
