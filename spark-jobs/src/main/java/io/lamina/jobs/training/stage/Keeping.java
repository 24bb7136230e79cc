package io.lamina.jobs.training.stage;

import io.lamina.parameters.StageState;
import io.lamina.parameters.coordinator.StateKeeper;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps the beginnings of rounds until the loss runs away: what comes later is of no use, and must
 * not take the place of what is. Thread-safe.
 */
final class Keeping implements StateKeeper {
  private final StateKeeper keeper;
  private final CompletableFuture<?> runaway;
  private volatile CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

  /**
   * @param runaway completes when the loss has run away
   */
  Keeping(StateKeeper keeper, CompletableFuture<?> runaway) {
    this.keeper = keeper;
    this.runaway = runaway;
  }

  @Override
  public boolean wants(int round) {
    return keeper.wants(round) && !runaway.isDone();
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
