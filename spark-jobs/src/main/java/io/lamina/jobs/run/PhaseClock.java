package io.lamina.jobs.run;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Counts the time of a run by phase. At every moment the run is in exactly one phase ({@link
 * Phase#OTHER} if in no other), so that no time counts twice and the phases add up to the total;
 * and so do the cores and cards that were kept meanwhile. Thread-safe; phases are entered by one
 * thread.
 */
public final class PhaseClock {
  private static final long NANOSECONDS = 1_000_000;

  private final LongSupplier nanoseconds;
  private final long began;
  private final Map<Phase, Duration> spent = new EnumMap<>(Phase.class);
  private final Map<Phase, Usage> used = new EnumMap<>(Phase.class);
  private Phase current = Phase.OTHER;
  private int cores;
  private int cards;
  private long since;

  /**
   * The run begins now.
   *
   * @param nanoseconds tells the time from any origin, and never goes back
   */
  public PhaseClock(LongSupplier nanoseconds) {
    this.nanoseconds = nanoseconds;
    this.began = nanoseconds.getAsLong();
  }

  /**
   * Does the work in a phase. The phase that the run was in before stands still meanwhile.
   *
   * @throws IllegalArgumentException for {@link Phase#TOTAL}, which is in no phase's place
   */
  public <T> T in(Phase phase, Supplier<T> work) {
    if (phase == Phase.TOTAL) {
      throw new IllegalArgumentException("no run is in " + phase + ": it is the sum of the others");
    }
    Phase outer = enter(phase);
    try {
      return work.get();
    } finally {
      enter(outer);
    }
  }

  /** The same for work that has no result. */
  public void in(Phase phase, Runnable work) {
    in(
        phase,
        () -> {
          work.run();
          return phase;
        });
  }

  private synchronized Phase enter(Phase next) {
    long now = now();
    long passed = now - since;
    spent.merge(current, Duration.ofMillis(passed), Duration::plus);
    used.merge(current, new Usage(cores * passed, cards * passed), Usage::plus);
    since = now;
    Phase left = current;
    current = next;
    return left;
  }

  /**
   * The time of every phase that was reached, until now, in whole milliseconds; {@link Phase#TOTAL}
   * is the sum of the others.
   */
  public synchronized Map<Phase, Duration> spent() {
    enter(current);
    Map<Phase, Duration> all = new EnumMap<>(spent);
    all.put(Phase.TOTAL, Duration.ofMillis(since));
    return all;
  }

  /**
   * From now on so much is kept.
   *
   * @param cores of all executors together
   * @param cards of all executors together
   */
  public synchronized void hold(int cores, int cards) {
    enter(current);
    this.cores = cores;
    this.cards = cards;
  }

  /** What was kept in every phase that was reached, until now; {@link Phase#TOTAL} is the sum. */
  public synchronized Map<Phase, Usage> used() {
    enter(current);
    Map<Phase, Usage> all = new EnumMap<>(used);
    all.put(Phase.TOTAL, used.values().stream().reduce(Usage.none(), Usage::plus));
    return all;
  }

  /** In whole milliseconds: parts of one are lost at no change of phase. */
  private long now() {
    return (nanoseconds.getAsLong() - began) / NANOSECONDS;
  }
}
