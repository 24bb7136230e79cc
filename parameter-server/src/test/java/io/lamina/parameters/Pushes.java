package io.lamina.parameters;

/** Pushes of workers whose time and loss are of no interest. */
public final class Pushes {
  /** Did nothing. */
  public static final WorkerReport IDLE = new WorkerReport("w", 0, 0, 0, 0, 0);

  private Pushes() {}

  public static Push of(PushId id, long examples) {
    return new Push(id, examples, new LossSum(1, 1), IDLE);
  }
}
