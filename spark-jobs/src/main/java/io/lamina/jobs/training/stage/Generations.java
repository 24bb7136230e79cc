package io.lamina.jobs.training.stage;

import io.lamina.jobs.training.recheck.Rechecks;
import io.lamina.jobs.training.recheck.WrongBitsException;
import io.lamina.jobs.training.stage.Events.Event;
import io.lamina.jobs.training.stage.Servers.OpenStage;
import io.lamina.jobs.training.stage.StageJobs.Job;
import io.lamina.jobs.training.worker.WorkerOrder;
import io.lamina.parameters.StageFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has workers train an open stage, generation after generation: when an executor is lost or joins
 * they are fenced, and the shards are dealt out anew at the open round; likewise when two of them
 * come to different bits. One thread at a time.
 */
final class Generations {
  private static final Logger LOG = LoggerFactory.getLogger(Generations.class);
  private static final Duration REPLACEMENT = Duration.ofSeconds(15);
  private static final Duration LOSS_NOTICED = Duration.ofSeconds(30);
  private static final Duration LAST_LOOK = Duration.ofMillis(500);
  private static final Duration LEAVING = Duration.ofDays(365);

  private final StageOrder order;
  private final Surroundings around;
  private final StageJobs jobs;
  private final Rechecks rechecks;
  private final Events events;
  private final Consumer<String> notes;

  /**
   * @param notes takes what people should know of
   */
  Generations(
      StageOrder order,
      Surroundings around,
      StageJobs jobs,
      Rechecks rechecks,
      Consumer<String> notes) {
    this.order = order;
    this.around = around;
    this.jobs = jobs;
    this.rechecks = rechecks;
    this.events = new Events(around.slots(), around.clock(), order.shards());
    this.notes = notes;
  }

  /**
   * Has a stage trained as far as it was opened for. However it ends, its workers are told to.
   *
   * @param runaway completes when the loss has run away
   * @param until the rounds that it was opened for
   * @param rate what the plan's learning rates are multiplied by
   * @return the device's name
   * @throws StageDivergedException if the loss has run away
   * @throws WrongBitsException if executors have come to different bits, and again
   * @throws RuntimeException what the stage ended with
   */
  String train(
      OpenStage stage, CompletableFuture<StageDivergedException> runaway, int until, double rate) {
    RoundLosses losses = new RoundLosses();
    long generation = stage.generation();
    while (true) {
      CompletableFuture<Void> loss = around.slots().nextLoss();
      int tasks = events.tasks();
      CompletableFuture<Void> refusal = rechecks.refusal();
      Job job =
          jobs.start(
              new WorkerOrder.Generation(generation, until, rate, rechecks.disputed()), tasks);
      Event event;
      try {
        event =
            events.next(
                new Events.Watched(runaway, stage.result(), refusal, job.devices(), loss, tasks));
        if (isEnd(event, stage, job, runaway)) {
          return device(job);
        }
        if (event == Event.REFUSED) {
          notes.accept(rechecks.refused());
        } else {
          tell(event, stage.round(), losses);
        }
        generation = stage.nextGeneration();
      } finally {
        job.cancel();
      }
      if (event == Event.LOST) {
        awaitSlots(tasks);
      }
    }
  }

  /** Whether the stage has ended well; throws what it has ended with otherwise. */
  private boolean isEnd(
      Event event, OpenStage stage, Job job, CompletableFuture<StageDivergedException> runaway) {
    switch (event) {
      case DIVERGED -> {
        stage.diverge(runaway.join().getMessage());
        throw runaway.join();
      }
      case ENDED -> ended(stage);
      case LEFT -> outcome(left(stage, job));
      case REFUSED, LOST, JOINED -> {
        return false;
      }
    }
    return true;
  }

  private static void ended(OpenStage stage) {
    try {
      outcome(stage.result());
    } catch (StageFailedException e) {
      throw e.diverged() ? new StageDivergedException(e.getMessage(), stage.round()) : e;
    }
  }

  /** A worker may notice that a server is gone before the driver does. */
  private CompletableFuture<?> left(OpenStage stage, Job job) {
    if (around.servers().mayBeLost() && around.clock().await(stage.result(), LOSS_NOTICED)) {
      return stage.result();
    }
    return job.devices()
        .thenRun(
            () -> {
              throw new IllegalStateException(
                  order.stage() + ": the workers left before the last round");
            });
  }

  private void tell(Event event, int round, RoundLosses losses) {
    boolean lost = event == Event.LOST;
    if (lost) {
      losses.add(round);
      requireFew(losses, round);
    }
    String line =
        String.format(
            Locale.ROOT,
            "%s: an executor %s in round %d; dealing the shards out anew",
            order.stage(),
            lost ? "was lost" : "has joined",
            round + 1);
    LOG.warn(line);
    notes.accept(line);
  }

  private void requireFew(RoundLosses losses, int round) {
    if (losses.tooMany()) {
      throw new StageFailedException(
          String.format(
              Locale.ROOT,
              "%s: executors were lost %d times in round %d (out of memory? raise "
                  + "resources.executorMemory; the executors' logs say more)",
              order.stage(),
              losses.count(),
              round + 1));
    }
  }

  /** For a while: fewer will do. */
  private void awaitSlots(int wanted) {
    long began = around.clock().nanos();
    while (around.slots().slots() < wanted
        && around.clock().nanos() - began < REPLACEMENT.toNanos()) {
      around.clock().await(around.slots().nextGain(), LAST_LOOK);
    }
  }

  /** The workers leave when they are told that the stage is over. */
  private String device(Job job) {
    around.clock().await(job.devices(), LEAVING);
    List<String> devices = outcome(job.devices());
    return devices.get(0);
  }

  /** What a future that is done has, or what it failed with. */
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
}
