package io.lamina.jobs.cli.job;

import java.util.concurrent.Callable;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * Has a run end in order when its process is told to end, by Ctrl-C for one: what is given runs
 * before Spark is stopped, and what fails because Spark stops is not told again. Thread-safe.
 */
final class Interruption {
  /** Before Spark's own hooks, which have 50 at most. */
  private static final int PRIORITY = 100;

  private final Runnable onInterruption;
  private final Runnable hook = this::interrupt;
  private boolean interrupted;
  private boolean ended;

  /**
   * @param onInterruption run once at most, on a thread of its own
   */
  Interruption(Runnable onInterruption) {
    this.onInterruption = onInterruption;
    ShutdownHookManager.get().addShutdownHook(hook, PRIORITY);
  }

  /** The process is told to end. */
  synchronized void interrupt() {
    if (!ended) {
      ended = true;
      interrupted = true;
      onInterruption.run();
    }
  }

  /**
   * Does something that an interruption waits for, so that it is done or not begun.
   *
   * @throws IllegalStateException if the interruption came before
   */
  synchronized <T> T whole(Callable<T> work) throws Exception {
    if (interrupted) {
      throw new IllegalStateException("interrupted");
    }
    return work.call();
  }

  /** The run has ended otherwise; false if the interruption, or this method, came before. */
  synchronized boolean disarm() {
    boolean first = !ended;
    ended = true;
    if (first && !ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(hook);
    }
    return first;
  }
}
