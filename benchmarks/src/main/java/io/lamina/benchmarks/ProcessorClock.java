package io.lamina.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * The processor time of the thread it is made in, from then on. On a machine that others use as
 * well it says what work costs, where the clock on the wall would say how long the work had to
 * wait. One thread each is the rule of these benchmarks, so nothing is missed.
 */
final class ProcessorClock {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final long began = THREADS.getCurrentThreadCpuTime();

  long nanos() {
    return THREADS.getCurrentThreadCpuTime() - began;
  }
}
