package io.lamina.jobs.cluster;

import java.util.concurrent.CompletableFuture;

/** The places for tasks, which come and go with the executors. Thread-safe. */
public interface Slots {
  /** The tasks that fit at once. */
  int slots();

  /** Completes when the next executor is lost. */
  CompletableFuture<Void> nextLoss();

  /** Completes when the next executor joins. */
  CompletableFuture<Void> nextGain();
}
