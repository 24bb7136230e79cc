package io.lamina.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.ReferenceOperations;
import io.lamina.runtime.layer.Step;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On a card, a number that the host reads in a step would cost more than the arithmetic. */
class NoReadingInAStepTest {
  private static final int INPUTS = 5;
  private static final int BATCH = 4;

  static Stream<TrainerCase> trainers() {
    return TrainerCase.ofEveryKind(INPUTS, BATCH);
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void theLossIsReadOnceAfterTheSteps(TrainerCase tested) {
    ReferenceOperations operations = new ReferenceOperations();
    try (Trainer trainer = tested.trainer(operations)) {
      for (int step = 0; step < 3; step++) {
        trainer.step(batch(), new Step(step, 0.1, 0.5, RandomKey.of(step), step < 2));
      }
      assertThat(operations.reads()).isZero();

      assertThat(trainer.loss()).isFinite();
      assertThat(operations.reads()).isEqualTo(1);
      assertThat(trainer.loss()).as("nothing measured since").isNaN();
    }
  }

  private static MiniBatch batch() {
    MiniBatch batch = new MiniBatch(INPUTS, BATCH);
    for (int i = 0; i < BATCH * INPUTS; i++) {
      batch.values()[i] = i % 3 / 2f;
    }
    batch.size(BATCH);
    return batch;
  }
}
