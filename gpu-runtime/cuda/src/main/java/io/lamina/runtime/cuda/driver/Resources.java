package io.lamina.runtime.cuda.driver;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was taken of a card and has to be given back, the last first. What the driver says to that
 * is of no interest: a card that has failed takes everything back with its context.
 */
public final class Resources implements AutoCloseable {
  private final Deque<Runnable> releases = new ArrayDeque<>();
  private Runnable preparation = () -> {};

  /** Something was taken: how to give it back. */
  public void taken(Runnable release) {
    releases.push(release);
  }

  /** What comes before all that, in the thread that gives back. */
  void prepare(Runnable first) {
    preparation = first;
  }

  @Override
  public void close() {
    if (!releases.isEmpty()) {
      preparation.run();
    }
    while (!releases.isEmpty()) {
      releases.pop().run();
    }
  }
}
