package io.lamina.jobs.training.start;

import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.training.sample.SentExamples;
import io.lamina.jobs.training.sample.StudyTasks;
import io.lamina.jobs.training.work.SentPlan;
import io.lamina.jobs.training.work.StageWork;
import io.lamina.runtime.device.Device;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.train.Trainer;
import io.lamina.zoo.plan.TrainingPlan;
import java.util.Arrays;

/** Has an executor bring random parameters near to what a layer is going to read. */
public final class AdaptedStart {
  private final SentPlan plan;
  private final StudyTasks tasks;

  public AdaptedStart(TrainingPlan plan, StudyTasks tasks) {
    this.plan = SentPlan.of(plan);
    this.tasks = tasks;
  }

  /**
   * The parameters that the layer begins with.
   *
   * @param work the layer
   * @param data that it is going to learn from
   * @param drawn its random parameters
   */
  public float[] of(StageWork work, ShardedDataset data, float[] drawn) {
    SentPlan sent = plan;
    SentExamples examples = SentExamples.of(data);
    return tasks.find(device -> adapted(sent.plan(), work, examples, drawn, device)).result();
  }

  private static float[] adapted(
      TrainingPlan plan, StageWork work, SentExamples examples, float[] drawn, Device device) {
    try (Trainer trainer = work.trainer(plan, device.open())) {
      float[] vector = Arrays.copyOf(drawn, trainer.vector().length());
      trainer.vector().load(vector);
      RandomKey key = RandomKey.of(plan.seed()).with("start").with(work.stage());
      int size = work.settings(plan).batchSize();
      trainer.adapt(new ExampleBatches(examples.examples(), key).first(size), key);
      trainer.vector().store(vector);
      return Arrays.copyOf(vector, drawn.length);
    }
  }
}
