package io.lamina.parameters.coordinator;

import io.lamina.parameters.RoundSummary;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings committed rounds to a listener, in order, on a thread that no round waits for. Of a
 * listener that does not keep up a bounded number of rounds wait; those that come while there is no
 * room are counted, not told. Thread-safe.
 */
final class RoundDelivery implements AutoCloseable {
  /** Reports of shards that wait, in all: some 20 MiB. */
  static final int MOST_PUSHES = 1 << 16;

  private static final Logger LOG = LoggerFactory.getLogger(RoundDelivery.class);

  private final RoundListener listener;
  private final Executor threads;
  private final Duration patience;
  private final Deque<RoundSummary> waiting = new ArrayDeque<>();
  private int pushes;
  private long missed;
  private boolean delivering;
  private boolean closed;

  /**
   * @param threads where the listener is told; one at a time
   * @param patience how long {@link #close} waits for a listener that is behind
   */
  RoundDelivery(RoundListener listener, Executor threads, Duration patience) {
    this.listener = listener;
    this.threads = threads;
    this.patience = patience;
  }

  /**
   * Puts a round in line, and does not wait.
   *
   * @param onFailure told if the listener throws, which ends the delivery
   * @return brings it on its way; to be run without locks
   */
  synchronized Runnable put(RoundSummary round, Consumer<String> onFailure) {
    if (closed) {
      return () -> {};
    }
    if (!waiting.isEmpty() && pushes + round.pushes().size() > MOST_PUSHES) {
      missed++;
      return () -> {};
    }
    waiting.add(round);
    pushes += round.pushes().size();
    if (delivering) {
      return () -> {};
    }
    delivering = true;
    return () -> threads.execute(() -> deliver(onFailure));
  }

  private void deliver(Consumer<String> onFailure) {
    for (Optional<RoundSummary> next = next(); next.isPresent(); next = next()) {
      tell(next.get()).ifPresent(onFailure);
    }
  }

  private synchronized Optional<RoundSummary> next() {
    Optional<RoundSummary> next = closed ? Optional.empty() : Optional.ofNullable(waiting.poll());
    pushes -= next.map(round -> round.pushes().size()).orElse(0);
    delivering = next.isPresent();
    if (!delivering) {
      notifyAll();
    }
    return next;
  }

  /** Gives what went wrong. */
  private Optional<String> tell(RoundSummary round) {
    try {
      listener.committed(round);
      return Optional.empty();
    } catch (RuntimeException e) {
      int number = round.round() + 1;
      LOG.error("{}: round {} could not be reported", round.stage(), number, e);
      stop();
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%s: round %d could not be reported: %s",
              round.stage(),
              number,
              e.getMessage() == null ? e : e.getMessage()));
    }
  }

  private synchronized void stop() {
    closed = true;
    missed += waiting.size();
    waiting.clear();
    pushes = 0;
  }

  /** The rounds in line. */
  synchronized int waiting() {
    return waiting.size();
  }

  /** The rounds that the listener was not told of. */
  synchronized long missed() {
    return missed;
  }

  /** Waits until the listener has been told of all rounds, but not for one that hangs. */
  @Override
  public void close() {
    boolean hangs = !awaitEnd();
    stop();
    if (hangs) {
      LOG.warn("who is told of the rounds has not come back for {}", patience);
    }
    if (missed() > 0) {
      LOG.warn(
          "{} committed rounds were not reported: who is told of them did not keep up", missed());
    }
  }

  private synchronized boolean awaitEnd() {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      for (long left = patience.toNanos(); delivering && left > 0; ) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = deadline - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !delivering;
  }
}
