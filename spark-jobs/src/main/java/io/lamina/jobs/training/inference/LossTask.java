package io.lamina.jobs.training.inference;

import io.lamina.jobs.cluster.TaskDevice;
import io.lamina.jobs.data.shards.ExampleBlock;
import io.lamina.jobs.data.shards.Shard;
import io.lamina.jobs.data.shards.ShardGroup;
import io.lamina.jobs.data.shards.ShardGroupFunction;
import io.lamina.jobs.training.work.SentPlan;
import io.lamina.jobs.training.work.StageWork;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.runtime.train.Trainer;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.plan.TrainingPlan;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.broadcast.Broadcast;

/** Measures shards with the trainer of a stage, which learns nothing from them. */
final class LossTask implements ShardGroupFunction<ShardLoss[]> {
  private static final long serialVersionUID = 1;

  private final SentPlan plan;
  private final StageWork work;
  private final DeviceKind device;
  private final Broadcast<float[]> parameters;

  LossTask(SentPlan plan, StageWork work, DeviceKind device, Broadcast<float[]> parameters) {
    this.plan = plan;
    this.work = work;
    this.device = device;
    this.parameters = parameters;
  }

  @Override
  public ShardLoss[] apply(ShardGroup group) {
    TrainingPlan of = plan.plan();
    try (Operations operations = TaskDevice.of(device).open();
        Trainer trainer = work.trainer(of, operations)) {
      float[] vector = Arrays.copyOf(parameters.value(), trainer.vector().length());
      return group.shards().stream()
          .map(shard -> new ShardLoss(shard.index(), sum(of, trainer, vector, shard)))
          .toArray(ShardLoss[]::new);
    }
  }

  /**
   * A trainer may scale its parameters when it measures: what a shard gives must not hang on it.
   */
  private double sum(TrainingPlan of, Trainer trainer, float[] vector, Shard shard) {
    trainer.vector().load(vector);
    RandomKey key =
        RandomKey.of(of.seed()).with("validation").with(work.stage()).with(shard.index());
    MiniBatch batch = new MiniBatch(work.input().size(), work.settings(of).batchSize());
    long number = 0;
    int filled = 0;
    for (Iterator<byte[]> blocks = shard.blocks().get(); blocks.hasNext(); ) {
      ExampleBlock block = ExampleBlock.of(blocks.next());
      for (int i = 0; i < block.examples(); i++) {
        block.copy(i, batch, filled++);
        if (filled == batch.capacity()) {
          measure(trainer, batch, filled, key.with(number++));
          filled = 0;
        }
      }
    }
    if (filled > 0) {
      measure(trainer, batch, filled, key.with(number));
    }
    return trainer.loss();
  }

  private static void measure(Trainer trainer, MiniBatch batch, int size, RandomKey key) {
    batch.size(size);
    trainer.measure(batch, key);
  }
}
