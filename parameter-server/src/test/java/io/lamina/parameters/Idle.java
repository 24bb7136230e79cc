package io.lamina.parameters;

/** A worker whose time is of no interest. */
public final class Idle {
  public static final WorkerReport WORKER = new WorkerReport("w", 0, 0, 0, 0, 0);

  private Idle() {}
}
