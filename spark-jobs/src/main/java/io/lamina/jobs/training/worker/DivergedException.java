package io.lamina.jobs.training.worker;

/** A stage's loss left all bounds; the message names the stage, the round and the remedy. */
final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DivergedException(String message) {
    super(message);
  }
}
