package io.lamina.jobs.training.stage;

import io.lamina.jobs.checkpoint.Checkpoints;
import io.lamina.jobs.checkpoint.Rewind;
import io.lamina.jobs.checkpoint.RoundHistory;
import io.lamina.jobs.checkpoint.StageCheckpoint;
import io.lamina.jobs.checkpoint.StageCheckpoints;
import io.lamina.jobs.cluster.ExecutorWatch;
import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.training.servers.StageServers;
import io.lamina.jobs.training.work.SentPlan;
import io.lamina.jobs.training.work.StageSettings;
import io.lamina.jobs.training.work.StageWork;
import io.lamina.jobs.training.worker.Worker;
import io.lamina.jobs.training.worker.WorkerOrder;
import io.lamina.parameters.ServerLostException;
import io.lamina.parameters.StageFailedException;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.StageState;
import io.lamina.parameters.coordinator.Stage;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.plan.TrainingPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a stage on the cluster: one Spark job whose tasks train until the last round. When an
 * executor is lost or joins, or there are fewer slots than tasks, the job is given up, its workers
 * are fenced and the shards are dealt out anew at the open round: a restart of the stage there, not
 * of the run. One thread at a time.
 */
public final class StageRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StageRunner.class);
  private static final Duration SLOT_CHECK = Duration.ofSeconds(10);
  private static final Duration REPLACEMENT = Duration.ofSeconds(15);

  private static final Duration LOSS_NOTICED = Duration.ofSeconds(30);

  /** Losses in one and the same round: more are no accident, but the round's doing. */
  private static final int MOST_LOSSES = 3;

  private final TrainingPlan plan;
  private final SentPlan sent;
  private final DeviceKind device;
  private final JavaSparkContext spark;
  private final ExecutorWatch executors;
  private final Checkpoints checkpoints;
  private final StageServers servers;
  private final ExecutorService jobs =
      Executors.newCachedThreadPool(task -> daemon(task, "lamina-stage-job"));

  public StageRunner(
      TrainingPlan plan,
      DeviceKind device,
      JavaSparkContext spark,
      ExecutorWatch executors,
      Checkpoints checkpoints,
      StageServers servers) {
    this.plan = plan;
    this.checkpoints = checkpoints;
    this.device = device;
    this.sent = SentPlan.of(plan);
    this.spark = spark;
    this.executors = executors;
    this.servers = servers;
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Trains a stage to its last round: from the first, or from its last checkpoint. A stage that was
   * over before is not trained again.
   *
   * @param initial the parameters to start from
   * @throws StageFailedException if it cannot go on, with a message for people
   */
  public StageResult run(
      StageWork work, ShardedDataset data, float[] initial, StageProgress progress) {
    StageCheckpoints kept = checkpoints.stage(work.stage(), data.sizes());
    Optional<StageCheckpoint> saved = kept.latest();
    saved.ifPresent(progress::resumed);
    List<Rewind> rewinds = saved.map(StageCheckpoint::rewinds).orElseGet(List::of);
    Losses losses = new Losses();
    while (true) {
      try {
        StageCheckpoint end = end(work, data, initial, progress, kept, saved, rewinds);
        return StageResult.of(end, initial.length);
      } catch (ServerLostException e) {
        int round = kept.latest().map(checkpoint -> checkpoint.state().round()).orElse(0);
        reconnect(e, losses.in(round), progress);
        saved = kept.latest();
        rewinds = longer(rewinds, saved.map(StageCheckpoint::rewinds).orElseGet(List::of));
      } catch (StageDivergedException e) {
        saved = kept.back(history -> isGood(work, history));
        rewinds = rewound(e, saved, rewinds);
        progress.rewound(rewinds.get(rewinds.size() - 1));
      }
    }
  }

  private void reconnect(ServerLostException loss, int losses, StageProgress progress) {
    if (losses > MOST_LOSSES) {
      throw new StageFailedException(
          String.format("%s, %d times without a new checkpoint", loss.getMessage(), losses));
    }
    tell(loss.getMessage() + "; going on at the last checkpoint", progress);
    servers.reconnect();
  }

  private static void tell(String line, StageProgress progress) {
    LOG.warn(line);
    progress.note(line);
  }

  /** What was decided after the last checkpoint is not in it. */
  private static List<Rewind> longer(List<Rewind> known, List<Rewind> kept) {
    return known.size() > kept.size() ? known : kept;
  }

  /** Whether the loss was no worse than at the beginning, or than that of guessing. */
  private boolean isGood(StageWork work, RoundHistory history) {
    double first = Math.abs(history.losses().get(0));
    double last = Math.abs(history.losses().get(history.losses().size() - 1));
    return last <= Math.max(first, work.guessing(plan));
  }

  private List<Rewind> rewound(
      StageDivergedException divergence, Optional<StageCheckpoint> to, List<Rewind> before) {
    if (before.size() == plan.divergence().rewinds()) {
      String after =
          before.isEmpty() ? "" : String.format(", after going back %d times", before.size());
      throw new StageFailedException(divergence.getMessage() + after);
    }
    int round = to.map(checkpoint -> checkpoint.state().round()).orElse(0);
    LOG.warn("{}; going back to round {}", divergence.getMessage(), round + 1);
    List<Rewind> all = new ArrayList<>(before);
    all.add(new Rewind(divergence.round(), round, divergence.getMessage()));
    return List.copyOf(all);
  }

  private StageCheckpoint end(
      StageWork work,
      ShardedDataset data,
      float[] initial,
      StageProgress progress,
      StageCheckpoints kept,
      Optional<StageCheckpoint> saved,
      List<Rewind> rewinds) {
    return saved
        .filter(checkpoint -> checkpoint.device().isPresent())
        .orElseGet(() -> train(work, data, initial, progress, kept, saved, rewinds));
  }

  private StageCheckpoint train(
      StageWork work,
      ShardedDataset data,
      float[] initial,
      StageProgress progress,
      StageCheckpoints kept,
      Optional<StageCheckpoint> saved,
      List<Rewind> rewinds) {
    StageSettings settings = work.settings(plan);
    StageSpec spec = spec(work, settings, data, initial.length);
    float[] vector = Arrays.copyOf(initial, settings.vectorLength(initial.length));
    StageState start =
        saved.map(StageCheckpoint::state).orElseGet(() -> StageState.initial(spec, vector));
    RoundHistory before = saved.map(StageCheckpoint::history).orElseGet(RoundHistory::none);
    RoundLog log =
        new RoundLog(
            work,
            spec.rounds(),
            work.guessing(plan),
            plan.divergence().lossFactor(),
            progress,
            before);
    double rate = Math.pow(plan.divergence().rateFactor(), rewinds.size());
    try (Stage stage = servers.open(spec, start, log, kept.keeper(log::history, rewinds))) {
      String device = train(stage, log, work, data, rate, progress);
      StageCheckpoint end =
          StageCheckpoint.over(outcome(stage.result()), log.history(), rewinds, device);
      kept.finish(end);
      return end;
    } catch (StageFailedException e) {
      throw e.diverged() ? new StageDivergedException(e.getMessage(), log.rounds()) : e;
    }
  }

  private StageSpec spec(
      StageWork work, StageSettings settings, ShardedDataset data, int parameters) {
    long mostExamples =
        (long) data.shards() * settings.averaging().localSteps() * settings.batchSize();
    return new StageSpec(
        work.stage(),
        work.remedy(plan),
        data.shards(),
        settings.rounds(data.largestShard()),
        settings.vectorLength(parameters),
        parameters,
        settings.outer(),
        mostExamples,
        work.shardState(plan),
        settings.averaging().mode().staleness(),
        settings.format());
  }

  /** Has the stage trained, by as many jobs as it takes; gives the device's name. */
  private String train(
      Stage stage,
      RoundLog log,
      StageWork work,
      ShardedDataset data,
      double rate,
      StageProgress progress) {
    long generation = stage.generation();
    Losses losses = new Losses();
    while (true) {
      CompletableFuture<Void> loss = executors.nextLoss();
      int groups = groups(data);
      String group = "lamina " + work.stage() + ", generation " + generation;
      CompletableFuture<List<String>> job =
          submit(group, stage, work, generation, data, groups, rate);
      await(loss, data, groups, stage.result(), job, log.runaway());
      if (log.runaway().isDone()) {
        stage.diverge(log.runaway().join());
      }
      if (stage.result().isDone() && !stage.result().isCompletedExceptionally()) {
        return outcome(job).get(0);
      }
      if (stage.result().isCompletedExceptionally()) {
        spark.cancelJobGroup(group);
        outcome(stage.result());
      }
      if (job.isDone() && !loss.isDone()) {
        awaitServerLoss(stage);
        outcome(job);
        throw new IllegalStateException(work.stage() + ": the workers left before the last round");
      }
      if (loss.isDone()) {
        requireFew(losses.in(stage.round()), stage.round(), work);
      }
      tell(
          String.format(
              "%s: an executor %s in round %d; dealing the shards out anew",
              work.stage(), loss.isDone() ? "was lost" : "has joined", stage.round() + 1),
          progress);
      generation = stage.nextGeneration();
      spark.cancelJobGroup(group);
      if (loss.isDone()) {
        executors.awaitSlots(groups, REPLACEMENT);
      }
    }
  }

  /** As many tasks as there are slots, and no more than shards. */
  private int groups(ShardedDataset data) {
    return Math.min(Math.max(1, executors.slots()), data.shards());
  }

  private static void requireFew(int losses, int round, StageWork work) {
    if (losses > MOST_LOSSES) {
      throw new StageFailedException(
          String.format(
              "%s: executors were lost %d times in round %d (out of memory? raise "
                  + "resources.executorMemory; the executors' logs say more)",
              work.stage(), losses, round + 1));
    }
  }

  /** Counts what is lost in one and the same round: where a stage goes on, it may go on so. */
  private static final class Losses {
    private int round = -1;
    private int count;

    /** Counts one more; gives those of the round so far. */
    int in(int open) {
      count = open == round ? count + 1 : 1;
      round = open;
      return count;
    }
  }

  private CompletableFuture<List<String>> submit(
      String group,
      Stage stage,
      StageWork work,
      long generation,
      ShardedDataset data,
      int groups,
      double rate) {
    WorkerOrder order =
        new WorkerOrder(
            sent,
            work,
            device,
            generation,
            rate,
            work.settings(plan).rounds(data.largestShard()),
            data.sizes(),
            servers.addresses(),
            servers.workers(),
            servers.certificate());
    return CompletableFuture.supplyAsync(
        () -> {
          spark.setJobGroup(group, "round " + (stage.round() + 1) + " and following", false);
          return data.byGroup(groups, new Worker(order), String.class).collect();
        },
        jobs);
  }

  /** Returns when one of the events has happened, or there are fewer or more slots than tasks. */
  private void await(
      CompletableFuture<Void> loss,
      ShardedDataset data,
      int groups,
      CompletableFuture<?>... events) {
    CompletableFuture<?> any =
        CompletableFuture.anyOf(
            Stream.of(events).map(StageRunner::quiet).toArray(CompletableFuture<?>[]::new));
    CompletableFuture<?> end = CompletableFuture.anyOf(loss, any);
    while (true) {
      CompletableFuture<Void> gain = executors.nextGain();
      if (groups(data) > groups) {
        return;
      }
      try {
        CompletableFuture.anyOf(end, gain).get(SLOT_CHECK.toMillis(), TimeUnit.MILLISECONDS);
        if (end.isDone()) {
          return;
        }
      } catch (TimeoutException e) {
        if (executors.slots() < groups) {
          loss.complete(null);
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StageFailedException("interrupted");
      }
    }
  }

  /** A worker may notice that a server is gone before the driver does. */
  private void awaitServerLoss(Stage stage) {
    if (!servers.mayBeLost()) {
      return;
    }
    try {
      stage.result().get(LOSS_NOTICED.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.info("the servers are all there");
    } catch (ExecutionException e) {
      outcome(stage.result());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StageFailedException("interrupted");
    }
  }

  /** The same future, without its failure. */
  private static CompletableFuture<Void> quiet(CompletableFuture<?> future) {
    return future.handle((value, failure) -> null);
  }

  private static <T> T outcome(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Ends its jobs' threads; and the servers. */
  @Override
  public void close() {
    jobs.shutdownNow();
    servers.close();
  }
}
