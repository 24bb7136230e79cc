package io.lamina.parameters.coordinator;

import io.lamina.parameters.StageState;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps what a stage goes on from, for the case that its server ends before the stage does. Called
 * on a thread of the server: must not wait.
 */
public interface StateKeeper {
  /** Whether the state at the beginning of this round is to be kept. */
  boolean wants(int round);

  /**
   * The round has begun, and none after it has been reported; its state is coming. When the future
   * has completed it is safe; before that no other state is brought, and the round at whose
   * beginning one is wanted does not open. If it fails, so does the stage. A state that does not
   * come is the stage's own affair.
   */
  CompletableFuture<Void> keep(int round, CompletableFuture<StageState> coming);

  /** Keeps nothing. */
  static StateKeeper none() {
    return new StateKeeper() {
      @Override
      public boolean wants(int round) {
        return false;
      }

      @Override
      public CompletableFuture<Void> keep(int round, CompletableFuture<StageState> coming) {
        throw new IllegalStateException("a state that was not wanted");
      }
    };
  }
}
