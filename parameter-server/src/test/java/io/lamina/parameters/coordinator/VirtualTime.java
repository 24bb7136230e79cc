package io.lamina.parameters.coordinator;

import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that moves from one event to the next. */
final class VirtualTime {
  private record Event(long time, long number, Runnable work) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::time).thenComparingLong(Event::number));
  private long now;
  private long count;

  void after(long delay, Runnable work) {
    events.add(new Event(now + delay, count++, work));
  }

  long now() {
    return now;
  }

  /** Does what is next; false if nothing is. */
  boolean step() {
    Event next = events.poll();
    if (next == null) {
      return false;
    }
    now = next.time();
    next.work().run();
    return true;
  }
}
