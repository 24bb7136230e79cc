package io.lamina.parameters.coordinator;

import io.lamina.parameters.RoundSummary;
import io.lamina.parameters.StageState;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps what a stage goes on from, for the case that its server ends before the stage does. Called
 * while a round is committed: must compute, and not wait.
 */
public interface StateKeeper {
  /**
   * A round is complete; whether it is committed. One that is not stays open until the next
   * generation trains it again, and the workers of this one wait. Called once for each generation
   * that completes the round. If it throws, the stage fails.
   */
  default boolean admits(RoundSummary round) {
    return true;
  }

  /**
   * A round is committed. Called for every round, in order, before any later call for the next
   * round; what it counts is therefore known when the state after that round is kept. If it throws,
   * the stage fails.
   */
  default void committed(RoundSummary round) {}

  /** Whether the state at the beginning of this round is to be kept. */
  boolean wants(int round);

  /**
   * The round has begun, and none after it has been committed; its state is coming. When the future
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
