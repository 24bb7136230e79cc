package io.lamina.jobs.training;

import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.run.Evaluation;
import io.lamina.jobs.run.ReconstructionEvaluation;
import io.lamina.jobs.run.RunRecordBuilder;
import io.lamina.jobs.training.inference.Judge;
import io.lamina.jobs.training.work.Computed;
import io.lamina.jobs.training.work.WholeStack;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.network.TrainedNetwork;
import io.lamina.zoo.plan.TrainingPlan;
import java.util.List;
import java.util.Optional;

/** Judges a run's networks by the examples that were held out. */
final class TestSet {
  private final TrainingPlan plan;
  private final Judge judge;
  private final ShardedDataset test;

  TestSet(TrainingPlan plan, RunPlace place, ShardedDataset test) {
    this.plan = plan;
    this.judge = new Judge(place.cluster().spark(), place.device());
    this.test = test;
  }

  /** Judges the network that the run publishes. */
  void evaluate(float[] network, RunRecordBuilder record) {
    if (plan.classifies()) {
      record.evaluation(told(classified(network), record));
    } else {
      record.reconstruction(told(reconstructed(network), record));
    }
  }

  /** Judges the network that was fine-tuned, before it learnt from its own labels. */
  void evaluateFineTuned(float[] network, RunRecordBuilder record) {
    record.fineTunedTestError(told(classified(network), record).error());
  }

  /** Judges the network that was trained from a random start. */
  void evaluateScratch(float[] network, RunRecordBuilder record) {
    if (plan.classifies()) {
      record.scratchTestError(told(classified(network), record).error());
    } else {
      record.scratchReconstruction(told(reconstructed(network), record));
    }
  }

  private static <T> T told(Computed<T> judged, RunRecordBuilder record) {
    record.testDevice(judged.device());
    return judged.result();
  }

  private Computed<ReconstructionEvaluation> reconstructed(float[] network) {
    return judge.reconstructed(plan.data().classes(), whole(), network, test);
  }

  private Stack whole() {
    return new WholeStack(plan).on(test.shape());
  }

  private Computed<Evaluation> classified(float[] network) {
    return classified(whole(), network);
  }

  private Computed<Evaluation> classified(Stack stack, float[] parameters) {
    Computed<Evaluation> judged =
        judge.classified(plan.data().classes().orElseThrow(), stack, parameters, test);
    return new Computed<>(judged.result().named(plan.data().classNames()), judged.device());
  }

  /** The share of the examples whose class the network gets wrong. */
  double error(float[] network) {
    return classified(network).result().error();
  }

  /**
   * The same of logistic regression.
   *
   * @param below what gives it its inputs: a trained network, or nothing
   * @param softmax its parameters
   */
  double regressionError(Optional<TrainedNetwork> below, float[] softmax) {
    Stack inputs = below.map(TrainedNetwork::stack).orElse(new Stack(test.shape(), List.of()));
    float[] parameters = below.map(TrainedNetwork::parameters).orElse(new float[0]);
    Stack whole = inputs.withSoftmax(plan.data().classes().orElseThrow());
    return classified(whole, whole.joined(List.of(parameters, softmax))).result().error();
  }

  /** The examples that were held out. */
  ShardedDataset examples() {
    return test;
  }
}
