package io.lamina.jobs.cli.job;

import io.lamina.jobs.run.RunRecord;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * Has a run end in order when its process is told to end, by Ctrl-C for one: what is given runs
 * before Spark is stopped, and what fails because Spark stops is not told again. Thread-safe.
 */
public final class Interruption {
  /** Before Spark's own hooks, which have 50 at most. */
  private static final int PRIORITY = 100;

  /** Java runs what ends the process by a signal on a thread of this name. */
  private static final Pattern SIGNAL_THREAD = Pattern.compile("(SIG[A-Z]+) handler");

  private final Consumer<String> onInterruption;
  private final Runnable hook = this::interrupt;
  private boolean interrupted;
  private boolean ended;

  /**
   * @param onInterruption takes by what, in words that begin with {@link RunRecord#INTERRUPTED};
   *     run once at most, on a thread of its own
   */
  public Interruption(Consumer<String> onInterruption) {
    this.onInterruption = onInterruption;
    ShutdownHookManager.get().addShutdownHook(hook, PRIORITY);
  }

  /** The process is told to end. */
  synchronized void interrupt() {
    if (!ended) {
      ended = true;
      interrupted = true;
      onInterruption.accept(cause());
    }
  }

  /** A signal ends the process, or Spark does, which gives up its executors for one. */
  private static String cause() {
    String by =
        Thread.getAllStackTraces().keySet().stream()
            .map(thread -> SIGNAL_THREAD.matcher(thread.getName()))
            .filter(Matcher::matches)
            .map(signal -> "the signal " + signal.group(1))
            .findFirst()
            .orElse("Spark");
    return RunRecord.INTERRUPTED + " by " + by;
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
  public synchronized boolean disarm() {
    boolean first = !ended;
    ended = true;
    if (first && !ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(hook);
    }
    return first;
  }
}
