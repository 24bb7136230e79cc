package io.lamina.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.TestedDevice;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hundreds of rounds take no more memory outside the heap than ten: copies of matrices and what
 * oneDNN gives out, which JavaCPP counts.
 */
class LeakTest {
  private static final int INPUTS = 35;
  private static final int BATCH = 20;

  static Stream<TrainerCase> trainers() {
    return TrainerCase.ofEveryKind(INPUTS, BATCH);
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void roundsLeaveNothingBehind(TrainerCase tested) {
    System.gc(); // what other tests have left must not hide anything
    try (Trainer trainer = tested.trainer(TestedDevice.open())) {
      Rounds rounds = new Rounds(trainer, INPUTS, BATCH);
      rounds.make(10);
      long bytes = Pointer.totalBytes();
      rounds.make(290);
      assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(bytes);
    }
  }
}
