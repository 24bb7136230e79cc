package io.lamina.jobs.training.stage;

/** A stage's numbers have run away; it may be tried again from an earlier round. */
final class StageDivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int round;

  /**
   * @param round they ran away in, counted from 0
   */
  StageDivergedException(String message, int round) {
    super(message);
    this.round = round;
  }

  int round() {
    return round;
  }
}
