package io.lamina.jobs.training.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.checkpoint.Rewind;
import io.lamina.jobs.checkpoint.RoundHistory;
import io.lamina.jobs.checkpoint.StageCheckpoint;
import io.lamina.jobs.run.rounds.RoundReport;
import io.lamina.jobs.training.work.StageWork;
import io.lamina.parameters.RoundSummary;
import io.lamina.zoo.geometry.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundLogTest {
  private static final StageWork WORK =
      new StageWork.FineTuning("fine-tuning", Shape.plain(5), false);

  @Test
  void aLossOfTenTimesTheFirstHasRunAway() {
    assertThat(after(0, 2, 19).runaway()).isNotDone();
    assertThat(after(0, 2, 21).runaway())
        .isCompletedWithValue(
            "fine-tuning diverged in round 2: the loss is 21.00, it began at 2.000 "
                + "(lower fineTune.learningRate)");
  }

  /** A network that begins trained has a small loss, and may learn something else. */
  @Test
  void aLossBelowThatOfGuessingHasNotRunAway() {
    assertThat(after(Math.log(10), 0.001, 0.5).runaway()).isNotDone();
    assertThat(after(Math.log(10), 0.001, 24).runaway()).isDone();
  }

  private static RoundLog after(double guessing, double... losses) {
    RoundLog log = new RoundLog(WORK, 9, guessing, 10, new Unseen(), RoundHistory.none());
    for (int round = 0; round < losses.length; round++) {
      log.committed(new RoundSummary("fine-tuning", round, 1, losses[round], List.of()));
    }
    return log;
  }

  private static final class Unseen implements StageProgress {
    @Override
    public void resumed(StageCheckpoint from) {}

    @Override
    public void note(String line) {}

    @Override
    public void rewound(Rewind back) {}

    @Override
    public void round(RoundReport round, double examplesPerSecond, double idle) {}
  }
}
