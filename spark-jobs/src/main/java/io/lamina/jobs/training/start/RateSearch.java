package io.lamina.jobs.training.start;

import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.training.sample.SentExamples;
import io.lamina.jobs.training.sample.StudyTasks;
import io.lamina.jobs.training.work.SentPlan;
import io.lamina.jobs.training.work.StageWork;
import io.lamina.parameters.StageFailedException;
import io.lamina.runtime.device.Device;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.start.FoundRate;
import io.lamina.runtime.start.TestedRate;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.runtime.train.RateTest;
import io.lamina.runtime.train.Trainer;
import io.lamina.zoo.plan.TrainingPlan;
import io.lamina.zoo.plan.stage.UpdateRule;
import java.util.List;
import java.util.Optional;

/**
 * Has an executor find the learning rate of a stage whose plan gives none, by some two thousand
 * examples: three quarters of them for steps, the others to measure.
 */
public final class RateSearch {
  private final TrainingPlan plan;
  private final SentPlan sent;
  private final StudyTasks tasks;

  public RateSearch(TrainingPlan plan, StudyTasks tasks) {
    this.plan = plan;
    this.sent = SentPlan.of(plan);
    this.tasks = tasks;
  }

  /**
   * The rate; empty if the plan gives it.
   *
   * @param data of the stage
   * @param start its parameters before the first step
   * @throws StageFailedException if the numbers run away with every rate
   */
  public Optional<FoundRate> of(StageWork work, ShardedDataset data, float[] start) {
    return work.settings(plan).optimizer().learningRate().isPresent()
        ? Optional.empty()
        : Optional.of(found(work, SentExamples.of(data), start));
  }

  private FoundRate found(StageWork work, SentExamples examples, float[] start) {
    SentPlan to = sent;
    List<TestedRate> tested =
        tasks.find(device -> tested(to.plan(), work, examples, start, device)).result();
    return FoundRate.of(tested)
        .orElseThrow(
            () ->
                new StageFailedException(
                    work.stage()
                        + ": its numbers run away with every learning rate that was tried, from "
                        + tested.get(0).rate()
                        + " to "
                        + tested.get(tested.size() - 1).rate()
                        + " ("
                        + work.remedy(to.plan())
                        + ")",
                    true));
  }

  private static List<TestedRate> tested(
      TrainingPlan plan, StageWork work, SentExamples sent, float[] start, Device device) {
    RandomKey key = RandomKey.of(plan.seed()).with("rate").with(work.stage());
    ExampleBatches examples = new ExampleBatches(sent.examples(), key);
    int size = work.settings(plan).batchSize();
    UpdateRule rule = work.settings(plan).optimizer().rule();
    int learnt = Math.max(1, 3 * examples.count() / 4);
    List<MiniBatch> learn = examples.between(0, learnt, size);
    List<MiniBatch> judge =
        examples.between(Math.min(learnt, examples.count() - 1), examples.count(), size);
    try (Trainer trainer = work.trainer(plan, device.open())) {
      return List.copyOf(new RateTest(trainer, rule, key).of(start, learn, judge));
    }
  }
}
