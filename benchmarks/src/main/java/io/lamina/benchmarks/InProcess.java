package io.lamina.benchmarks;

import java.util.function.IntConsumer;

/**
 * A contender that works in this thread.
 *
 * @param step makes the step of a number, counted from 0 in every turn
 * @param release frees what the steps used
 */
record InProcess(String name, IntConsumer step, Runnable release) implements Contender {
  @Override
  public double seconds(int steps) {
    ProcessorClock clock = new ProcessorClock();
    for (int i = 0; i < steps; i++) {
      step.accept(i);
    }
    return clock.nanos() * 1e-9;
  }

  @Override
  public void close() {
    release.run();
  }
}
