package io.lamina.jobs.training;

import io.lamina.jobs.data.Shard;
import io.lamina.jobs.data.ShardReader;
import io.lamina.parameters.ParameterClient;
import io.lamina.parameters.Pull;
import io.lamina.parameters.Push;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.runtime.train.Step;
import io.lamina.runtime.train.Trainer;
import io.lamina.zoo.plan.TrainingPlan;
import java.util.Arrays;

/**
 * Trains one shard, a round at a time. What a round gives depends on the round's vector, the shard
 * with its own state, and the round's number, and on nothing that happened on this worker before.
 */
final class ShardTrainer {
  private final WorkerOrder order;
  private final StageSettings settings;
  private final Trainer trainer;
  private final int shard;
  private final ShardReader reader;
  private final RandomKey key;
  private final MiniBatch batch;
  private final float[] state;

  /**
   * @param trainer shared by the worker's shards, which train one after the other
   * @param batch shared likewise
   */
  ShardTrainer(
      WorkerOrder order, TrainingPlan plan, Trainer trainer, Shard shard, MiniBatch batch) {
    this.order = order;
    this.settings = order.work().settings(plan);
    this.trainer = trainer;
    this.shard = shard.index();
    this.key =
        RandomKey.of(plan.seed()).with("stage").with(order.work().stage()).with(shard.index());
    this.reader =
        new ShardReader(
            shard.blocks(),
            order.shardSize(shard.index()),
            settings.batchSize(),
            key.with("order"));
    this.batch = batch;
    this.state = new float[trainer.shardState().length()];
  }

  /**
   * Trains a round and pushes what it gives.
   *
   * @param round counted from 0
   * @param start the round's vector
   * @param waitNanos how long the worker waited for the round, for the report
   * @param difference takes what the shard would change; as long as {@code start}
   * @return false if the round is not open any more
   */
  boolean train(
      ParameterClient client, int round, float[] start, long waitNanos, float[] difference) {
    if (state.length > 0) {
      String stage = order.work().stage();
      Pull pull = client.pullState(stage, order.generation(), round, shard, state);
      if (pull.status() != Pull.Status.OPEN || pull.round() != round) {
        return false;
      }
    }
    client.push(train(round, start, waitNanos, difference), difference, state);
    return true;
  }

  private Push train(int round, float[] start, long waitNanos, float[] difference) {
    long began = System.nanoTime();
    load(start);
    double rate = order.rate() * settings.optimizer().learningRate(round, order.rounds());
    double momentum = settings.optimizer().momentum(round, order.rounds());
    int steps = settings.averaging().localSteps();
    long examples = 0;
    double lossSum = 0;
    long lossExamples = 0;
    for (int i = 0; i < steps; i++) {
      long number = (long) round * steps + i;
      reader.read(number, batch);
      long sinceReset = settings.averagesState() ? number : i;
      double loss =
          trainer.step(batch, new Step(sinceReset, rate, momentum, key.with(number), i == 0));
      examples += batch.size();
      if (i == 0) {
        lossSum = requireFinite(loss, round);
        lossExamples = batch.size();
      }
    }
    store(start, difference);
    long nanos = System.nanoTime() - began;
    return new Push(
        order.work().stage(),
        order.generation(),
        round,
        shard,
        examples,
        lossSum,
        lossExamples,
        nanos,
        waitNanos);
  }

  private void load(float[] start) {
    int length = trainer.vector().length();
    trainer.vector().load(start.length == length ? start : Arrays.copyOf(start, length));
    trainer.shardState().load(state);
  }

  private void store(float[] start, float[] difference) {
    float[] end = new float[trainer.vector().length()];
    trainer.vector().store(end);
    trainer.shardState().store(state);
    for (int i = 0; i < difference.length; i++) {
      difference[i] = end[i] - start[i];
    }
  }

  private double requireFinite(double loss, int round) {
    if (!Double.isFinite(loss)) {
      throw new DivergedException(
          String.format(
              "%s diverged in round %d of %d: the loss is %s (lower %s.learningRate, now %s)",
              order.work().stage(),
              round + 1,
              order.rounds(),
              loss,
              order.work().planKey(),
              settings.optimizer().learningRate()));
    }
    return loss;
  }
}
