package io.lamina.jobs.training.worker;

import io.lamina.jobs.data.shards.Shard;
import io.lamina.jobs.data.shards.ShardReader;
import io.lamina.jobs.training.work.StageSettings;
import io.lamina.parameters.LossSum;
import io.lamina.parameters.Pull;
import io.lamina.parameters.Push;
import io.lamina.parameters.PushId;
import io.lamina.parameters.Recheck;
import io.lamina.parameters.WorkerReport;
import io.lamina.parameters.worker.ParameterClient;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.layer.Step;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.runtime.train.Trainer;
import io.lamina.zoo.plan.TrainingPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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

  int shard() {
    return shard;
  }

  /**
   * Trains a round and begins to push what it gives.
   *
   * @param rechecks of other shards, to go along
   * @param compared whether it is told what this shard comes to, too
   * @return false if the servers have moved on
   */
  boolean train(ServerSide servers, RoundStart start, List<Recheck> rechecks, boolean compared) {
    if (!bringState(servers, start)) {
      return false;
    }
    Outbox.Content content = servers.time().sending(servers.outbox()::next);
    Steps done = servers.time().training(() -> round(start, content));
    LossSum loss = new LossSum(requireFinite(done.loss(), start.round()), done.measured());
    List<Recheck> told = new ArrayList<>(rechecks);
    if (compared) {
      told.add(new Recheck(shard, content.digest()));
    }
    PushId id = new PushId(stage(), order.generation(), start.round(), shard);
    WorkerReport report = servers.time().report(servers.outbox().bytes());
    servers.outbox().send(new Push(id, done.examples(), loss, report, told));
    return true;
  }

  /**
   * Trains a round of a shard that is another worker's, only to tell what it comes to.
   *
   * @return empty if the servers have moved on
   */
  Optional<Recheck> trainAgain(ServerSide servers, RoundStart start) {
    if (!bringState(servers, start)) {
      return Optional.empty();
    }
    Outbox.Content content =
        new Outbox.Content(new float[start.vector().length], new float[state.length]);
    return servers
        .time()
        .training(
            () -> {
              round(start, content);
              reader.pause();
              return Optional.of(new Recheck(shard, content.digest()));
            });
  }

  private boolean bringState(ServerSide servers, RoundStart start) {
    if (holdsState(start.round())) {
      return true;
    }
    ParameterClient client = servers.client();
    Pull pull =
        servers
            .time()
            .waiting(
                () ->
                    client.pullState(stage(), order.generation(), start.committed(), shard, state));
    return pull.status() == Pull.Status.OPEN && pull.round() == start.round();
  }

  private String stage() {
    return order.work().stage();
  }

  private Steps round(RoundStart start, Outbox.Content content) {
    load(exchange.start(shard, start.vector()));
    Steps done = steps(start.round());
    store(content, start.round(), start.vector());
    return done;
  }

  /**
   * A round's steps.
   *
   * @param examples that were trained
   * @param loss of the first mini-batch, summed
   * @param measured examples of it
   */
  private record Steps(long examples, double loss, long measured) {}

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
    return new Steps(trained, trainer.loss(), measured);
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
              "%s diverged in round %d of %d: the loss is %s (%s)",
              stage(),
              round + 1,
              order.rounds(),
              loss,
              settings.optimizer().lower(order.work().planKey())));
    }
    return loss;
  }
}
