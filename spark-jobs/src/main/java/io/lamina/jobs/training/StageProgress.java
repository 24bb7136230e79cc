package io.lamina.jobs.training;

import io.lamina.jobs.checkpoint.Rewind;
import io.lamina.jobs.checkpoint.StageCheckpoint;

/** Told how a stage is getting on; called by one thread at a time, and must be quick. */
interface StageProgress {
  /** The stage goes on from here, or was over before; told first, if at all. */
  void resumed(StageCheckpoint from);

  /** The stage goes back, and on with lower rates. */
  void rewound(Rewind back);

  /**
   * A round is finished.
   *
   * @param round that is finished, counted from 1
   * @param loss mean loss measured in it
   * @param examplesPerSecond since the stage began
   */
  void round(int round, double loss, double examplesPerSecond);
}
