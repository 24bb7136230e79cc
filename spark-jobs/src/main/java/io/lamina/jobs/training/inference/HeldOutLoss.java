package io.lamina.jobs.training.inference;

import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.run.ValidationPoint;
import io.lamina.jobs.training.work.SentPlan;
import io.lamina.jobs.training.work.StageWork;
import io.lamina.jobs.training.work.WholeStack;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.plan.TrainingPlan;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * What stages come to by examples that were held out of them: the loss of their trainers, and where
 * classes are learnt the share of those that are wrong. The sums of the shards are added up in the
 * order of the shards, whoever has computed them.
 */
public final class HeldOutLoss {
  private final TrainingPlan plan;
  private final SentPlan sent;
  private final JavaSparkContext spark;
  private final DeviceKind device;
  private final int tasks;
  private final Judge judge;

  /**
   * @param tasks that measure side by side, at least 1
   */
  public HeldOutLoss(TrainingPlan plan, JavaSparkContext spark, DeviceKind device, int tasks) {
    this.plan = plan;
    this.sent = SentPlan.of(plan);
    this.spark = spark;
    this.device = device;
    this.tasks = tasks;
    this.judge = new Judge(spark, device);
  }

  /**
   * Measures a stage.
   *
   * @param heldOut the examples, as the stage reads them
   * @param round after which it is, from 1
   * @param parameters of the stage
   */
  public ValidationPoint of(StageWork work, ShardedDataset heldOut, int round, float[] parameters) {
    return new ValidationPoint(
        round, loss(work, heldOut, parameters), error(work, heldOut, parameters));
  }

  private double loss(StageWork work, ShardedDataset heldOut, float[] parameters) {
    Broadcast<float[]> stage = spark.broadcast(parameters);
    LossTask task = new LossTask(sent, work, device, stage);
    List<ShardLoss> shards =
        heldOut
            .byGroup(Math.min(tasks, heldOut.shards()), task, ShardLoss[].class)
            .collect()
            .stream()
            .flatMap(Stream::of)
            .sorted(Comparator.comparingInt(ShardLoss::shard))
            .toList();
    stage.destroy();
    return shards.stream().mapToDouble(ShardLoss::sum).reduce(0, Double::sum) / heldOut.examples();
  }

  private OptionalDouble error(StageWork work, ShardedDataset heldOut, float[] parameters) {
    if (!work.classifies(plan)) {
      return OptionalDouble.empty();
    }
    Stack stack = new WholeStack(plan).on(work.input());
    int classes = plan.data().classes().orElseThrow();
    return OptionalDouble.of(
        judge.classified(classes, stack, parameters, heldOut).result().error());
  }
}
