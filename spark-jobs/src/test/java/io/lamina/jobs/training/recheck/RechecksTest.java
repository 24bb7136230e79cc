package io.lamina.jobs.training.recheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lamina.jobs.run.RecheckRecord;
import io.lamina.parameters.LossSum;
import io.lamina.parameters.Push;
import io.lamina.parameters.PushId;
import io.lamina.parameters.Recheck;
import io.lamina.parameters.RoundSummary;
import io.lamina.parameters.WorkerReport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RechecksTest {
  private final RecheckTally tally = new RecheckTally();
  private final Rechecks rechecks = new Rechecks("layer 1", tally);

  @BeforeEach
  void open() {
    rechecks.opened(0);
  }

  /** A round of one shard of each executor; each says what shard 0 comes to, or nothing. */
  private boolean round(int number, Long... digests) {
    List<Push> pushes = new ArrayList<>();
    for (int i = 0; i < digests.length; i++) {
      List<Recheck> told = digests[i] == 0 ? List.of() : List.of(new Recheck(0, digests[i]));
      WorkerReport report = new WorkerReport(name(i), 0, 0, 0, 0, 0);
      PushId id = new PushId("layer 1", 0, number, i);
      pushes.add(new Push(id, 1, new LossSum(1, 1), report, told));
    }
    return rechecks.admits(RoundSummary.of("layer 1", number, pushes));
  }

  private static String name(int executor) {
    return "executor " + executor + " on host";
  }

  private WrongBitsException wrong() {
    return catchThrowableOfType(WrongBitsException.class, rechecks::refused);
  }

  @Test
  void whoDiffersFromTwoIsWrongSinceItWasConfirmedLast() {
    assertThat(round(0, 0L, 0L, 0L)).isTrue();
    assertThat(round(1, 5L, 5L, 0L)).isTrue();
    assertThat(round(2, 0L, 6L, 6L)).isTrue();
    assertThat(round(3, 7L, 8L, 8L)).isFalse();

    assertThat(rechecks.refusal()).isDone();
    assertThat(wrong().executors()).containsExactly(name(0));
    assertThat(wrong().since()).isEqualTo(1);
    assertThat(wrong())
        .hasMessage(
            "layer 1: executor 0 on host came to wrong bits for shard 0 in round 4, by comparison"
                + " with executor 1 on host and executor 2 on host");
  }

  @Test
  void oneThatWasNeverConfirmedIsWrongSinceItCame() {
    round(0, 5L, 5L);
    round(1, 0L, 0L, 0L);
    round(2, 6L, 6L, 7L);

    assertThat(wrong().executors()).containsExactly(name(2));
    assertThat(wrong().since()).isEqualTo(1);
  }

  @Test
  void ifTwoDifferAllTrainTheShardAgain() {
    assertThat(round(0, 5L, 6L, 0L)).isFalse();
    assertThat(rechecks.refused())
        .isEqualTo(
            "layer 1: executor 0 on host and executor 1 on host do not come to the same bits for"
                + " shard 0 in round 1; all train it again");
    assertThat(rechecks.disputed()).containsExactly(0);
    assertThat(rechecks.refusal()).isNotDone();

    assertThat(round(0, 5L, 6L, 6L)).isFalse();
    assertThat(wrong().executors()).containsExactly(name(0));
  }

  @Test
  void oneThatIsRightTheSecondTimeWasWrongTheFirst() {
    round(0, 5L, 6L);
    rechecks.refused();

    assertThat(round(0, 6L, 6L)).isFalse();
    assertThat(wrong().executors()).containsExactly(name(0));
  }

  @Test
  void ifBothInsistNobodyIsExcluded() {
    round(0, 5L, 6L);
    rechecks.refused();
    round(0, 5L, 6L);

    assertThat(wrong().executors()).isEmpty();
    assertThat(wrong())
        .hasMessageContaining("executor 0 on host and executor 1 on host do not come to the same")
        .hasMessageContaining("continue with --resume");
  }

  @Test
  void aStageThatIsOpenedAgainForgetsADisputeAndWhatWasConfirmedLater() {
    round(0, 5L, 5L, 5L);
    round(4, 5L, 5L, 5L);
    round(5, 5L, 6L);
    rechecks.opened(2);

    assertThat(rechecks.disputed()).isEmpty();
    assertThat(rechecks.refusal()).isNotDone();
    assertThat(round(2, 0L, 0L, 0L)).isTrue();
    assertThat(round(3, 9L, 8L, 8L)).isFalse();
    assertThat(wrong().since()).isEqualTo(2);
  }

  @Test
  void executorsThatNoOtherHasConfirmedAreKnown() {
    round(0, 5L, 5L, 0L);
    assertThat(rechecks.unconfirmed()).containsExactly(name(2));
    round(1, 5L, 0L, 5L);
    assertThat(rechecks.unconfirmed()).containsExactly(name(1));
  }

  @Test
  void thereIsNothingToSayOfARoundThatWasNotRefused() {
    round(0, 5L, 5L);
    assertThatThrownBy(rechecks::refused).isInstanceOf(java.util.NoSuchElementException.class);
  }

  @Test
  void whatIsFoundIsCounted() {
    round(0, 5L, 5L, 5L);
    round(1, 7L, 8L, 8L);
    String cause = wrong().getMessage();

    assertThat(tally.record())
        .isEqualTo(new RecheckRecord(4, 1, List.of(new RecheckRecord.Wrong(name(0), cause))));
  }
}
