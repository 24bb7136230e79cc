package io.lamina.jobs.training.worker;

import io.lamina.jobs.cluster.ExecutorName;
import io.lamina.jobs.cluster.TaskDevice;
import io.lamina.jobs.data.shards.Shard;
import io.lamina.jobs.data.shards.ShardGroup;
import io.lamina.jobs.data.shards.ShardGroupFunction;
import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.training.work.StageSettings;
import io.lamina.parameters.ConnectionLostException;
import io.lamina.parameters.Pull;
import io.lamina.parameters.Recheck;
import io.lamina.parameters.StageFailedException;
import io.lamina.parameters.worker.ParameterClient;
import io.lamina.runtime.device.DeviceException;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.runtime.train.Trainer;
import io.lamina.zoo.plan.AveragingPlan;
import io.lamina.zoo.plan.TrainingPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.SparkEnv;

/**
 * A task of a stage: trains the shards it was dealt, round after round, until the server says that
 * the stage is over or that others do this work now. Its result is the device's name.
 */
public final class Worker implements ShardGroupFunction<String> {
  private static final long serialVersionUID = 1;
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final WorkerOrder order;

  public Worker(WorkerOrder order) {
    this.order = order;
  }

  @Override
  public String apply(ShardGroup group) {
    TrainingPlan plan = order.plan();
    ServerAccess access = order.access();
    try (ParameterClient client =
        ParameterClient.connect(access.servers(), access.encryption(), access.token(), DEADLINE)) {
      try (Operations operations = TaskDevice.of(order.device()).open();
          Trainer trainer = order.work().trainer(plan, operations)) {
        train(group, plan, trainer, client);
        return operations.device();
      } catch (StageFailedException | ConnectionLostException e) {
        throw e;
      } catch (RuntimeException e) {
        // The server tells the other workers and the driver at once; Spark would try again. Without
        // a device that is lost the executor is given up, and the others go on.
        if (!(e instanceof DeviceException device && device.isLost())) {
          tell(client, e);
        }
        throw e;
      }
    }
  }

  private void tell(ParameterClient client, RuntimeException e) {
    if (e instanceof DivergedException) {
      client.diverge(stage(), order.generation(), e.getMessage());
    } else {
      client.fail(stage(), order.generation(), messageOf(e));
    }
  }

  private static String messageOf(RuntimeException e) {
    if (e instanceof DeviceException) {
      return "executor " + SparkEnv.get().executorId() + " " + e.getMessage();
    }
    return e instanceof DataException ? e.getMessage() : e.toString();
  }

  private void train(ShardGroup group, TrainingPlan plan, Trainer trainer, ParameterClient client) {
    StageSettings settings = order.work().settings(plan);
    AveragingPlan averaging = settings.averaging();
    MiniBatch batch = new MiniBatch(order.work().input().size(), settings.batchSize());
    int length = settings.vectorLength(trainer.vector().parameterCount());
    Vectors vectors = new Vectors(client, order, length, averaging.mode().staleness());
    Exchange exchange = Exchange.of(averaging, order.shards());
    Outbox outbox = new Outbox(client, settings.format(), length, trainer.shardState().length());
    WorkerTime time = new WorkerTime(workerName(), client);
    ServerSide servers = new ServerSide(client, outbox, time);
    Function<Shard, ShardTrainer> ofShard =
        shard -> new ShardTrainer(order, plan, trainer, shard, batch, exchange);
    List<ShardTrainer> trainers = group.shards().stream().map(ofShard).toList();
    Witness witness = new Witness(order.rechecks(plan), group, ofShard);
    int next = 0;
    while (true) {
      int wanted = next;
      Pull pull = time.waiting(() -> vectors.pull(wanted));
      if (pull.status() == Pull.Status.FAILED) {
        throw new StageFailedException(pull.message());
      }
      if (pull.status() != Pull.Status.OPEN) {
        return;
      }
      int committed = pull.round();
      int round = Math.max(next, committed);
      exchange.received(committed, vectors.vector());
      RoundStart start = new RoundStart(committed, round, vectors.vector());
      List<Integer> due = witness.due(round);
      boolean pushed = true;
      for (int i = 0; pushed && i < trainers.size(); i++) {
        ShardTrainer shard = trainers.get(i);
        List<Integer> others = part(due, i, trainers.size());
        Optional<List<Recheck>> rechecks = witness.train(servers, start, others);
        if (i == trainers.size() - 1 && shard.holdsState(round)) {
          vectors.expect(round + 1);
        }
        pushed =
            rechecks.isPresent()
                && shard.train(servers, start, rechecks.get(), witness.compares(round, shard));
      }
      next = pushed ? round + 1 : committed;
    }
  }

  /** One of several parts that differ in length by one at most. */
  private static <T> List<T> part(List<T> all, int part, int parts) {
    return all.subList(all.size() * part / parts, all.size() * (part + 1) / parts);
  }

  private String stage() {
    return order.work().stage();
  }

  private static String workerName() {
    SparkEnv spark = SparkEnv.get();
    return new ExecutorName(spark.executorId(), spark.blockManager().blockManagerId().host())
        .toString();
  }
}
