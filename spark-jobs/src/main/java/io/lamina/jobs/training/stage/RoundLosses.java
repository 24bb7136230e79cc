package io.lamina.jobs.training.stage;

/**
 * Counts what is lost in one and the same round: a stage that comes on may lose as much again, one
 * that does not would go on so for ever. For one thread.
 */
final class RoundLosses {
  /** More are no accident, but the round's doing. */
  static final int MOST = 3;

  private int round = -1;
  private int count;

  /**
   * Counts one more.
   *
   * @param open the round it was lost in
   */
  void add(int open) {
    count = open == round ? count + 1 : 1;
    round = open;
  }

  /** Those of the last round. */
  int count() {
    return count;
  }

  boolean tooMany() {
    return count > MOST;
  }
}
