package io.lamina.jobs.cli.job;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * Has a run end in order when its process is told to end, by Ctrl-C for one: what is given runs
 * before Spark is stopped, and what fails because Spark stops is not told again. Thread-safe.
 */
final class Interruption {
  /** Before Spark's own hooks, which have 50 at most. */
  private static final int PRIORITY = 100;

  private final AtomicBoolean armed = new AtomicBoolean(true);
  private final Runnable hook;

  /**
   * @param onInterruption run once at most, on a thread of its own
   */
  Interruption(Runnable onInterruption) {
    this.hook =
        () -> {
          if (armed.compareAndSet(true, false)) {
            onInterruption.run();
          }
        };
    ShutdownHookManager.get().addShutdownHook(hook, PRIORITY);
  }

  /** The run has ended otherwise; false if the interruption, or this method, came before. */
  boolean disarm() {
    boolean first = armed.compareAndSet(true, false);
    if (first && !ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(hook);
    }
    return first;
  }
}
