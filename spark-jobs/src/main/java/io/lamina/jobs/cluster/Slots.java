package io.lamina.jobs.cluster;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The places for tasks, which come and go with the executors. Thread-safe. */
public interface Slots {
  /** The tasks that fit at once. */
  int slots();

  /** Completes when the next executor is lost. */
  CompletableFuture<Void> nextLoss();

  /** Completes when the next executor joins. */
  CompletableFuture<Void> nextGain();

  /**
   * Has an executor ended that computes wrongly, and waits until it is gone. The cluster starts no
   * other in its place.
   *
   * @param executor as its workers call it
   * @return what is known of its device; empty if it has none to itself
   * @throws ClusterException if the cluster does not end it
   */
  Optional<String> exclude(String executor);
}
