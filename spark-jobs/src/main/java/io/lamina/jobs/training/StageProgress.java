package io.lamina.jobs.training;

/** Told how a stage is getting on; called by one thread at a time, and must be quick. */
@FunctionalInterface
interface StageProgress {
  /**
   * A round is finished.
   *
   * @param round that is finished, counted from 1
   * @param loss mean loss measured in it
   * @param examplesPerSecond since the stage began
   */
  void round(int round, double loss, double examplesPerSecond);
}
