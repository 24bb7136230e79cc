package io.lamina.zoo.plan.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingLengthTest {
  /** 3 epochs of 10 mini-batches are 30 local steps. */
  @ParameterizedTest
  @CsvSource({"100,10,1", "91,10,1", "100,7,1", "100,1,1", "100,7,5", "100,7,6", "100,7,40"})
  void epochsAreWholeMiniBatchesInWholeRounds(long shard, int localSteps, int minimum) {
    int rounds = TrainingLength.epochs(3, minimum).rounds(shard, 10, localSteps);

    assertThat(rounds).isEqualTo(Math.max(minimum, (int) Math.ceil(30.0 / localSteps)));
  }

  @Test
  void roundsAreWhatTheyAre() {
    assertThat(TrainingLength.rounds(3).rounds(1, 10, 100)).isEqualTo(3);
  }

  @Test
  void roundsHaveNoMinimum() {
    assertThatThrownBy(() -> new TrainingLength(TrainingLength.Unit.ROUNDS, 3, 4))
        .hasMessage("minimumRounds beside rounds");
  }
}
