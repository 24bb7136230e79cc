package io.lamina.jobs.training;

import io.lamina.jobs.data.DividedData;
import io.lamina.jobs.data.shards.ExampleBlock;
import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.training.inference.PseudoLabels;
import io.lamina.jobs.training.stage.StageResult;
import io.lamina.jobs.training.work.InputSize;
import io.lamina.jobs.training.work.StageWork;
import io.lamina.jobs.training.work.WholeStack;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.train.Initialization;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.network.PretrainedStack;
import io.lamina.zoo.plan.Comparison;
import io.lamina.zoo.plan.PseudoLabelPlan;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.stage.StageWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Trains the whole stack: from what pretraining made, or from a random start. */
final class LastStage {
  /** Beyond that nobody waits for it. */
  private static final int MOST_TIMES = 8;

  private final TrainingPlan plan;
  private final ShownStages stages;
  private final PseudoLabels pseudoLabels;
  private final int tasks;

  /**
   * @param tasks that label side by side
   */
  LastStage(TrainingPlan plan, ShownStages stages, PseudoLabels pseudoLabels, int tasks) {
    this.plan = plan;
    this.stages = stages;
    this.pseudoLabels = pseudoLabels;
    this.tasks = tasks;
  }

  /** The parameters of the whole stack, as pretraining left it; a softmax layer starts at zero. */
  float[] start(PretrainedStack pretrained, Shape input) {
    return plan.classifies()
        ? Initialization.withSoftmax(
            pretrained.encoder().parameters(), new WholeStack(plan).on(input))
        : pretrained.encoder().then(pretrained.decoder()).parameters();
  }

  /**
   * Fine-tunes from a random start, with the same data and steps. Where there is validation, for as
   * long as it takes: as long as the plan says, then twice as long, and so on, until twice as long
   * is no better. So the random start is not compared before it has come to its best.
   *
   * @param stage the stage's name
   */
  StageResult randomStart(String stage, DividedData data) {
    float[] start = randomStart(data.learned().shape());
    StageResult best = fineTune(stage, data, start);
    for (int times = 2; times <= MOST_TIMES && data.heldOut().isPresent(); times *= 2) {
      String name = stage + ", " + times + " times as long";
      StageWork work = new StageWork.FineTuning(name, data.learned().shape(), false, times);
      StageResult longer = stages.train(work, data, start);
      if (!isBetter(longer, best)) {
        return best;
      }
      best = longer;
    }
    return best;
  }

  private boolean isBetter(StageResult longer, StageResult best) {
    StageWatch.Keep keep = plan.fineTune().orElseThrow().stage().watch().keep();
    return longer.measured(keep).orElseThrow().isBetterThan(best.measured(keep).orElseThrow());
  }

  /** Random parameters of the whole stack; a softmax layer starts at zero here too. */
  private float[] randomStart(Shape input) {
    WholeStack whole = new WholeStack(plan);
    Initialization initialization = new Initialization(RandomKey.of(plan.seed()).with("initial"));
    return plan.classifies()
        ? Initialization.withSoftmax(initialization.stack(whole.layers(input)), whole.on(input))
        : initialization.stack(whole.on(input));
  }

  /**
   * Trains logistic regression, from zero.
   *
   * @param of what asks for it
   * @param stage the stage's name
   * @param data labeled examples, or their codes
   */
  StageResult regression(Comparison of, String stage, ShardedDataset data) {
    InputSize size = InputSize.of(ExampleBlock.of(data.blocks().first()).examplesAndLabels());
    Stack softmax = new WholeStack(plan).softmax(data.shape());
    return stages.train(
        new StageWork.Regression(of, stage, data.shape(), size),
        DividedData.measuredBy(data, Optional.empty()),
        new float[softmax.parameterCount()]);
  }

  /**
   * Fine-tunes.
   *
   * @param stage the stage's name
   */
  StageResult fineTune(String stage, DividedData data, float[] start) {
    StageWork work = new StageWork.FineTuning(stage, data.learned().shape(), false);
    return stages.train(work, data, start);
  }

  /**
   * Goes on by the network's own labels, generation after generation.
   *
   * @param stage what the stages' names begin with
   * @param network fine-tuned
   * @return the generations, in order; the last has the network
   */
  List<StageResult> pseudoLabel(
      String stage, ShardedDataset unlabeled, DividedData labeled, float[] network) {
    PseudoLabelPlan own = plan.fineTune().orElseThrow().pseudoLabels().orElseThrow();
    List<StageResult> generations = new ArrayList<>();
    float[] teacher = network;
    for (int i = 1; i <= own.generations(); i++) {
      StageWork work = new StageWork.FineTuning(stage + " " + i, unlabeled.shape(), true);
      double share = (double) i / own.generations();
      try (ShardedDataset both = both(unlabeled, labeled.learned(), teacher, share)) {
        generations.add(
            stages.train(work, DividedData.measuredBy(both, labeled.heldOut()), teacher));
      }
      teacher = generations.get(generations.size() - 1).vector();
    }
    return generations;
  }

  private ShardedDataset both(
      ShardedDataset unlabeled, ShardedDataset labeled, float[] teacher, double share) {
    try (ShardedDataset own = pseudoLabels.of(unlabeled, teacher, share)) {
      ShardedDataset both = own.interleaved(labeled);
      both.materialize(tasks);
      return both;
    }
  }
}
