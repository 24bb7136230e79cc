package io.lamina.jobs.training.stage;

import io.lamina.jobs.checkpoint.CheckpointException;
import io.lamina.jobs.checkpoint.KeptStage;
import io.lamina.jobs.checkpoint.Rewind;
import io.lamina.jobs.checkpoint.RoundHistory;
import io.lamina.jobs.checkpoint.StageCheckpoint;
import io.lamina.jobs.training.recheck.Rechecks;
import io.lamina.jobs.training.recheck.WrongBitsException;
import io.lamina.jobs.training.stage.Servers.OpenStage;
import io.lamina.parameters.ServerLostException;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.StageState;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;

/**
 * Opens a stage on the servers and has it trained from there to a later round. One thread at a
 * time.
 */
final class Attempt {
  private static final Duration KEPT = Duration.ofMinutes(5);

  private final StageOrder order;
  private final Surroundings around;
  private final StageJobs jobs;
  private final KeptStage kept;
  private final Rechecks rechecks;
  private final StageProgress progress;

  Attempt(
      StageOrder order,
      Surroundings around,
      StageJobs jobs,
      KeptStage kept,
      Rechecks rechecks,
      StageProgress progress) {
    this.order = order;
    this.around = around;
    this.jobs = jobs;
    this.kept = kept;
    this.rechecks = rechecks;
    this.progress = progress;
  }

  /**
   * Trains.
   *
   * @param initial the parameters of its beginning
   * @param from where it goes on; empty for its beginning
   * @param rewinds of the stage so far
   * @param until the round to come to
   * @return the stage there, as if it were over
   * @throws StageDivergedException if its numbers run away; by then all is safe that was to be kept
   * @throws WrongBitsException if executors come to different bits; by then nothing is being kept
   * @throws ServerLostException if a server is lost
   */
  StageCheckpoint run(
      float[] initial, Optional<StageCheckpoint> from, List<Rewind> rewinds, int until) {
    StageSpec spec = order.spec(initial.length, until);
    RoundHistory before = from.map(StageCheckpoint::history).orElseGet(RoundHistory::none);
    LongSupplier nanos = around.clock()::nanos;
    RoundLog log = new RoundLog(order, before, nanos);
    RoundFigures figures = new RoundFigures(order, before, progress, nanos);
    Keeping keeping = new Keeping(kept.keeper(log::history, rewinds), log, rechecks);
    StageState start = from.map(StageCheckpoint::state).orElseGet(() -> beginning(spec, initial));
    rechecks.opened(start.round());
    try (OpenStage stage = around.servers().open(spec, start, figures, keeping)) {
      String device = train(stage, log, keeping, until, order.rate(rewinds.size()));
      StageState last = stage.result().join();
      tellUnconfirmed();
      return StageCheckpoint.over(last, log.history(), rewinds, device);
    }
  }

  private void tellUnconfirmed() {
    SortedSet<String> unconfirmed = rechecks.unconfirmed();
    if (order.plan().resources().recheck() > 0 && !unconfirmed.isEmpty()) {
      progress.note(
          String.format(
              "%s: no other executor has trained a shard again that was trained by %s in the last"
                  + " round",
              order.stage(), String.join(" and ", unconfirmed)));
    }
  }

  private static StageState beginning(StageSpec spec, float[] initial) {
    return StageState.initial(spec, Arrays.copyOf(initial, spec.vector().length()));
  }

  private String train(OpenStage stage, RoundLog log, Keeping keeping, int until, double rate) {
    try {
      return new Generations(order, around, jobs, rechecks, progress::note)
          .train(stage, log.runaway(), until, rate);
    } catch (StageDivergedException e) {
      awaitKept(keeping);
      throw e;
    } catch (WrongBitsException e) {
      around.clock().await(keeping.last(), KEPT); // it may be of no use, and must not come later
      throw e;
    }
  }

  /**
   * Where a stage goes back to must not hang on how long a state is on its way: the stage is not
   * closed before. When a server is lost meanwhile, its rounds are trained again and run away
   * again.
   */
  private void awaitKept(Keeping keeping) {
    around.clock().await(keeping.last(), KEPT);
    if (keeping.last().isCompletedExceptionally()) {
      try {
        keeping.last().join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof CheckpointException unsafe) {
          throw unsafe;
        }
        throw new ServerLostException(order.stage() + ": " + e.getCause().getMessage());
      }
    }
  }
}
