package io.lamina.it;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Whether processes have nothing to do: they use next to no processor time for a while. */
final class Idleness {
  private static final Duration LITTLE = Duration.ofMillis(50);
  private static final long LOOK_MILLIS = 500;
  private static final long DEADLINE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private Idleness() {}

  /** Waits until all are idle. */
  static void await(List<ProcessHandle> processes) throws InterruptedException {
    long began = System.nanoTime();
    Duration before = used(processes);
    for (; ; ) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      Duration now = used(processes);
      if (now.minus(before).compareTo(LITTLE) <= 0) {
        return;
      }
      if (System.nanoTime() - began > DEADLINE_NANOS) {
        throw new AssertionError("they are busy for ever: " + processes);
      }
      before = now;
    }
  }

  private static Duration used(List<ProcessHandle> processes) {
    return processes.stream()
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }
}
