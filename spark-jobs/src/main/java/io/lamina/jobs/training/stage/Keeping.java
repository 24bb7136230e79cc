package io.lamina.jobs.training.stage;

import io.lamina.jobs.training.recheck.Rechecks;
import io.lamina.parameters.RoundSummary;
import io.lamina.parameters.StageState;
import io.lamina.parameters.coordinator.StateKeeper;
import java.util.concurrent.CompletableFuture;

/**
 * Has the rounds compared, counts them, and keeps the beginnings of rounds until the loss runs
 * away: what comes later is of no use, and must not take the place of what is. Thread-safe.
 */
final class Keeping implements StateKeeper {
  private final StateKeeper keeper;
  private final RoundLog log;
  private final Rechecks rechecks;
  private volatile CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

  Keeping(StateKeeper keeper, RoundLog log, Rechecks rechecks) {
    this.keeper = keeper;
    this.log = log;
    this.rechecks = rechecks;
  }

  @Override
  public boolean admits(RoundSummary round) {
    return rechecks.admits(round);
  }

  @Override
  public void committed(RoundSummary round) {
    log.committed(round);
  }

  @Override
  public boolean wants(int round) {
    return keeper.wants(round) && !log.runaway().isDone();
  }

  @Override
  public CompletableFuture<Void> keep(int round, CompletableFuture<StageState> coming) {
    last = keeper.keep(round, coming);
    return last;
  }

  /** Completes when all that was to be kept so far is safe. */
  CompletableFuture<Void> last() {
    return last;
  }
}
