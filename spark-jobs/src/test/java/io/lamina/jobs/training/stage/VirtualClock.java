package io.lamina.jobs.training.stage;

import io.lamina.parameters.StageFailedException;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Time that passes while someone waits, and what happens in it. For one thread. */
final class VirtualClock implements StageClock {
  private final PriorityQueue<Planned> planned =
      new PriorityQueue<>(
          Comparator.comparingLong(Planned::nanos).thenComparingLong(Planned::number));
  private final Random random;
  private final Runnable afterEach;
  private long now;
  private long count;
  private boolean interrupted;

  private record Planned(long nanos, long number, Runnable event) {}

  /**
   * @param afterEach runs after every event
   */
  VirtualClock(Random random, Runnable afterEach) {
    this.random = random;
    this.afterEach = afterEach;
  }

  @Override
  public long nanos() {
    return now;
  }

  /** Something will happen within a time, at most. */
  void within(double seconds, Runnable event) {
    long nanos = (long) (random.nextDouble() * seconds * 1e9);
    planned.add(new Planned(now + nanos, count++, event));
  }

  /** Whoever waits, or will, is interrupted. */
  void interrupt() {
    interrupted = true;
  }

  @Override
  public boolean await(CompletableFuture<?> event, Duration most) {
    long deadline = now + most.toNanos();
    while (!event.isDone()) {
      if (interrupted) {
        throw new StageFailedException("interrupted");
      }
      if (planned.isEmpty() && most.toDays() > 0) {
        throw new AssertionError("waits for ever");
      }
      if (planned.isEmpty() || planned.element().nanos() > deadline) {
        now = deadline;
        return false;
      }
      Planned next = planned.remove();
      now = next.nanos();
      next.event().run();
      afterEach.run();
    }
    return true;
  }
}
