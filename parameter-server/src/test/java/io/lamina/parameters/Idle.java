package io.lamina.parameters;

/** A worker whose time is of no interest. */
final class Idle {
  static final WorkerReport WORKER = new WorkerReport("w", 0, 0, 0, 0, 0);

  private Idle() {}
}
