package io.lamina.jobs.training.stage;

import io.lamina.jobs.checkpoint.Rewind;
import io.lamina.jobs.checkpoint.StageCheckpoint;
import io.lamina.jobs.run.ValidationCurve;
import io.lamina.jobs.run.rounds.RoundReport;

/** Told how a stage is getting on; called by one thread at a time, and must be quick. */
public interface StageProgress {
  /** The stage goes on from here, or was over before; told first, if at all. */
  void resumed(StageCheckpoint from);

  /** Something happened that people should know of. */
  void note(String line);

  /**
   * The stage was measured by examples that were held out.
   *
   * @param curve all measurements so far, this one the last
   * @param over whether the stage ends with it, before its last round
   */
  void measured(ValidationCurve curve, boolean over);

  /** The stage goes back, and on with lower rates. */
  void rewound(Rewind back);

  /**
   * A round is finished.
   *
   * @param examplesPerSecond since the stage began
   * @param idle the share of the workers' time since then in which they did not train
   */
  void round(RoundReport round, double examplesPerSecond, double idle);
}
