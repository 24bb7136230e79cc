package io.lamina.parameters.wire;

import io.netty.util.concurrent.Ticker;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/** A clock, in milliseconds, that moves from one event to the next. */
public final class VirtualTime {
  private record Event(long time, long number, Runnable work) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::time).thenComparingLong(Event::number));
  private long now;
  private long count;
  private long course;

  /** Of two events of the same moment the one that was planned first comes first. */
  public void after(long delay, Runnable work) {
    events.add(new Event(now + delay, count++, work));
  }

  public long now() {
    return now;
  }

  /** How many events there were, and are to come. */
  public long events() {
    return count;
  }

  /** A number of all events so far: their order and their times. */
  public long course() {
    return course;
  }

  /** Does what is next; false if nothing is. */
  public boolean step() {
    Event next = events.poll();
    if (next == null) {
      return false;
    }
    now = next.time();
    course = 31 * (31 * course + now) + next.number();
    next.work().run();
    return true;
  }

  /** The same clock for Netty. */
  Ticker ticker() {
    return new Ticker() {
      @Override
      public long initialNanoTime() {
        return 0;
      }

      @Override
      public long nanoTime() {
        return TimeUnit.MILLISECONDS.toNanos(now);
      }

      @Override
      public void sleep(long delay, TimeUnit unit) {
        throw new UnsupportedOperationException("nobody may wait in a simulation");
      }
    };
  }
}
