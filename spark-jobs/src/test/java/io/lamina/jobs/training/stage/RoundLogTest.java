package io.lamina.jobs.training.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.checkpoint.RoundHistory;
import io.lamina.parameters.RoundSummary;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundLogTest {
  @Test
  void aLossOfTenTimesTheFirstHasRunAway() {
    StageOrder layer = SmallStage.layer(9, 3, 1);

    assertThat(after(layer, 2, 19).runaway()).isNotDone();
    StageDivergedException divergence = after(layer, 2, 21).runaway().join();
    assertThat(divergence)
        .hasMessage(
            "layer 1 diverged in round 2: the loss is 21.00, it began at 2.000 "
                + "(lower layers[0].learningRate)");
    assertThat(divergence.round()).isEqualTo(1);
  }

  /** A network that begins trained has a small loss, and may learn something else. */
  @Test
  void aLossBelowThatOfGuessingHasNotRunAway() {
    StageOrder classifier = SmallStage.classifier();

    assertThat(after(classifier, 0.001, 0.5).runaway()).isNotDone();
    assertThat(after(classifier, 0.001, 24).runaway()).isDone();
  }

  private static RoundLog after(StageOrder order, double... losses) {
    RoundLog log = new RoundLog(order, RoundHistory.none(), () -> 0);
    for (int round = 0; round < losses.length; round++) {
      log.committed(new RoundSummary(order.stage(), round, 1, losses[round], List.of()));
    }
    return log;
  }
}
