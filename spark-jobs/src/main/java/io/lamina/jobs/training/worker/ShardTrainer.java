package io.lamina.jobs.training.worker;

import io.lamina.jobs.data.shards.Shard;
import io.lamina.jobs.data.shards.ShardReader;
import io.lamina.jobs.training.work.StageSettings;
import io.lamina.parameters.LossSum;
import io.lamina.parameters.Pull;
import io.lamina.parameters.Push;
import io.lamina.parameters.PushId;
import io.lamina.parameters.worker.ParameterClient;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.layer.Step;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.runtime.train.Trainer;
import io.lamina.zoo.plan.TrainingPlan;
import java.util.Arrays;
import java.util.Locale;

/**
 * Trains one shard, a round at a time. What a round gives depends on what the exchange starts from,
 * the shard with its own state, and the round's number, and on nothing else that happened on this
 * worker before.
 */
final class ShardTrainer {
  private final WorkerOrder order;
  private final StageSettings settings;
  private final Trainer trainer;
  private final int shard;
  private final ShardReader reader;
  private final RandomKey key;
  private final MiniBatch batch;
  private final Exchange exchange;
  private final float[] state;

  /** The round that the state belongs to: nobody else trains the shard while this one does. */
  private int stateRound = -1;

  /**
   * @param trainer shared by the worker's shards, which train one after the other
   * @param batch shared likewise
   * @param exchange likewise
   */
  ShardTrainer(
      WorkerOrder order,
      TrainingPlan plan,
      Trainer trainer,
      Shard shard,
      MiniBatch batch,
      Exchange exchange) {
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
    this.exchange = exchange;
    this.state = new float[trainer.shardState().length()];
  }

  /** Whether it needs no state from the servers to train a round. */
  boolean holdsState(int round) {
    return state.length == 0 || stateRound == round;
  }

  /**
   * Trains a round and begins to push what it gives.
   *
   * @param committed the round at whose start the vector was
   * @param round to train, counted from 0; a later one where workers run ahead
   * @param vector as the exchange received it
   * @return false if the servers have moved on
   */
  boolean train(
      ParameterClient client,
      Outbox outbox,
      WorkerTime time,
      int committed,
      int round,
      float[] vector) {
    if (!holdsState(round)) {
      Pull pull =
          time.waiting(
              () -> client.pullState(stage(), order.generation(), committed, shard, state));
      if (pull.status() != Pull.Status.OPEN || pull.round() != round) {
        return false;
      }
    }
    Outbox.Content content = time.sending(outbox::next);
    long began = System.nanoTime();
    load(exchange.start(shard, vector));
    Steps done = steps(round);
    store(content, round, vector);
    long nanos = System.nanoTime() - began;
    PushId id = new PushId(stage(), order.generation(), round, shard);
    outbox.send(new Push(id, done.examples(), done.loss(), time.report(nanos, outbox.bytes())));
    return true;
  }

  private String stage() {
    return order.work().stage();
  }

  /**
   * A round's steps.
   *
   * @param examples that were trained
   * @param loss of the first mini-batch
   */
  private record Steps(long examples, LossSum loss) {}

  private Steps steps(int round) {
    double rate = order.rate() * settings.optimizer().learningRate(round, order.rounds());
    double momentum = settings.optimizer().momentum(round, order.rounds());
    int steps = settings.averaging().localSteps();
    long trained = 0;
    long measured = 0;
    for (int i = 0; i < steps; i++) {
      long number = (long) round * steps + i;
      reader.read(number, batch);
      long sinceReset = settings.averagesState() ? number : i;
      trainer.step(batch, new Step(sinceReset, rate, momentum, key.with(number), i == 0));
      trained += batch.size();
      measured += i == 0 ? batch.size() : 0;
    }
    return new Steps(trained, new LossSum(requireFinite(trainer.loss(), round), measured));
  }

  private void load(float[] start) {
    int length = trainer.vector().length();
    trainer.vector().load(start.length == length ? start : Arrays.copyOf(start, length));
    trainer.shardState().load(state);
  }

  private void store(Outbox.Content content, int round, float[] vector) {
    float[] end = new float[trainer.vector().length()];
    trainer.vector().store(end);
    exchange.trained(shard, round, vector, end, content.difference());
    trainer.shardState().store(state);
    System.arraycopy(state, 0, content.state(), 0, state.length);
    stateRound = round + 1;
  }

  private double requireFinite(double loss, int round) {
    if (!Double.isFinite(loss)) {
      throw new DivergedException(
          String.format(
              Locale.ROOT,
              "%s diverged in round %d of %d: the loss is %s (lower %s.learningRate, now %s)",
              stage(),
              round + 1,
              order.rounds(),
              loss,
              order.work().planKey(),
              settings.optimizer().learningRate()));
    }
    return loss;
  }
}
