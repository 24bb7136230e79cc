package io.lamina.jobs.training.recheck;

import java.util.SortedSet;
import java.util.TreeSet;

/** Executors have come to different bits; the message is for people. */
public final class WrongBitsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final TreeSet<String> executors;
  private final int since;

  WrongBitsException(String message, SortedSet<String> executors, int since) {
    super(message);
    this.executors = new TreeSet<>(executors);
    this.since = since;
  }

  /** Those that are wrong, as workers call them; none if that cannot be told. */
  public SortedSet<String> executors() {
    return new TreeSet<>(executors);
  }

  /** The first round, counted from 0, in which they may have been wrong. */
  public int since() {
    return since;
  }
}
