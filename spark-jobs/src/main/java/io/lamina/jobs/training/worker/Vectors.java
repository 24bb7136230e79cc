package io.lamina.jobs.training.worker;

import io.lamina.parameters.Pull;
import io.lamina.parameters.worker.ParameterClient;
import java.util.Optional;

/**
 * The vectors that a worker trains from, one after the other. Where it may run ahead, the next one
 * comes while the worker still trains: what it misses then is bounded as ever. One thread at a
 * time.
 */
final class Vectors {
  private final ParameterClient client;
  private final WorkerOrder order;
  private final int staleness;
  private float[] vector;
  private float[] next;
  private Optional<ParameterClient.Coming> coming = Optional.empty();

  /**
   * @param length of a vector
   * @param staleness rounds that a worker may run ahead; 0 if it may not ask for one vector while
   *     it trains from another
   */
  Vectors(ParameterClient client, WorkerOrder order, int length, int staleness) {
    this.client = client;
    this.order = order;
    this.staleness = staleness;
    this.vector = new float[length];
    this.next = staleness > 0 ? new float[length] : vector;
  }

  /** The one that {@link #pull} brought. */
  float[] vector() {
    return vector;
  }

  /**
   * Brings a vector to train a round from.
   *
   * @param round that the worker trains next; the stage's rounds, and it waits for the end
   */
  Pull pull(int round) {
    Pull pull = coming.orElseGet(() -> ask(round)).await();
    coming = Optional.empty();
    float[] last = vector;
    vector = next;
    next = last;
    return pull;
  }

  /** The worker will train a round next, and may have its vector as soon as it likes. */
  void expect(int round) {
    if (staleness > 0) {
      coming = Optional.of(ask(round));
    }
  }

  private ParameterClient.Coming ask(int round) {
    return client.ask(
        order.work().stage(), order.generation(), order.oldest(round, staleness), next);
  }
}
