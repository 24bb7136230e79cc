package io.lamina.jobs.training.stage;

import io.lamina.jobs.cluster.Slots;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Waits for what ends a generation of workers. One thread at a time. */
final class Events {
  private static final Duration SLOT_CHECK = Duration.ofSeconds(10);

  private final Slots slots;
  private final StageClock clock;
  private final int shards;

  /**
   * @param shards there is no use for more slots
   */
  Events(Slots slots, StageClock clock, int shards) {
    this.slots = slots;
    this.clock = clock;
    this.shards = shards;
  }

  /** What may end a generation. */
  enum Event {
    /** The loss has run away. */
    DIVERGED,
    /** The stage has its result, or the reason that it has none. */
    ENDED,
    /** Workers have come to different bits, and wait. */
    REFUSED,
    /** The workers have left. */
    LEFT,
    /** There are fewer slots than tasks. */
    LOST,
    /** There are more slots than tasks. */
    JOINED
  }

  /**
   * What is watched.
   *
   * @param refusal of a round
   * @param tasks that the workers have
   * @param loss of the next executor, since before they were started
   */
  record Watched(
      CompletableFuture<?> runaway,
      CompletableFuture<?> result,
      CompletableFuture<?> refusal,
      CompletableFuture<?> job,
      CompletableFuture<?> loss,
      int tasks) {
    private CompletableFuture<?> any() {
      return CompletableFuture.anyOf(runaway, result, refusal, job, loss);
    }
  }

  /** As many tasks as there are slots, and no more than shards. */
  int tasks() {
    return Math.min(Math.max(1, slots.slots()), shards);
  }

  /** Returns when one has happened. Of several at once it is the one that is named first. */
  Event next(Watched watched) {
    CompletableFuture<?> any = watched.any();
    while (!any.isDone()) {
      CompletableFuture<Void> gain = slots.nextGain();
      if (tasks() > watched.tasks()) {
        return Event.JOINED;
      }
      boolean told = clock.await(CompletableFuture.anyOf(any, gain), SLOT_CHECK);
      if (!told && slots.slots() < watched.tasks()) {
        return Event.LOST;
      }
    }
    return first(watched);
  }

  /** A job fails when its executor is lost: that is a loss. */
  private static Event first(Watched watched) {
    if (watched.runaway().isDone()) {
      return Event.DIVERGED;
    }
    if (watched.result().isDone()) {
      return Event.ENDED;
    }
    if (watched.refusal().isDone()) {
      return Event.REFUSED;
    }
    return watched.loss().isDone() ? Event.LOST : Event.LEFT;
  }
}
