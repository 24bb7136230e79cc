package io.lamina.runtime.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.cuda.global.cudart.cuMemGetInfo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lamina.runtime.device.DeviceAddresses;
import io.lamina.runtime.device.ProductCheck;
import io.lamina.runtime.train.Rounds;
import io.lamina.runtime.train.Trainer;
import io.lamina.runtime.train.TrainerCase;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.SizeTPointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** For a machine with a card: {@code gpu-runtime/cuda/test-on-a-card}. */
@Tag("gpu")
class OnACardTest {
  private static final int INPUTS = 35;
  private static final int BATCH = 20;

  /** Those that the card has units for. */
  static Stream<Arguments> trainers() {
    CudaProvider provider = new CudaProvider();
    List<Rounding> roundings =
        provider.here(DeviceAddresses.none()).stream().map(d -> Rounding.of(d.kind())).toList();
    return TrainerCase.ofEveryKind(INPUTS, BATCH)
        .flatMap(each -> roundings.stream().map(rounding -> Arguments.of(each, rounding)));
  }

  @Test
  void theCardIsNoStandInAndMultipliesRightly() {
    CudaProvider provider = new CudaProvider();
    assertThat(provider.missing(Rounding.FP32.kind(), DeviceAddresses.none())).isEmpty();
    assumeTrue(StandInExtension.isForRealCards(), "these are stand-ins");
    assertThat(provider.here(DeviceAddresses.none()))
        .isNotEmpty()
        .allSatisfy(
            device ->
                assertThat(new ProductCheck().of(device)).doesNotContain("GPU-00000001-0000-0000"));
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void theBitsAreThoseOfTheLastTime(TrainerCase tested, Rounding rounding) {
    float[] first = trained(tested, rounding);
    assertThat(first).doesNotContain(Float.NaN);
    assertThat(trained(tested, rounding)).isEqualTo(first);
  }

  private static float[] trained(TrainerCase tested, Rounding rounding) {
    try (Trainer trainer = tested.trainer(Opened.card(rounding))) {
      Rounds rounds = new Rounds(trainer, INPUTS, BATCH);
      rounds.make(5);
      return rounds.vector();
    }
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void roundsLeaveNothingBehind(TrainerCase tested, Rounding rounding) {
    try (Trainer trainer = tested.trainer(Opened.card(rounding))) {
      Rounds rounds = new Rounds(trainer, INPUTS, BATCH);
      rounds.make(10);
      long free = free();
      rounds.make(StandInExtension.isForRealCards() ? 290 : 5);
      assertThat(free()).isGreaterThanOrEqualTo(free);
    }
  }

  /** Bytes of the card whose context this thread has. */
  private static long free() {
    try (SizeTPointer free = new SizeTPointer(1);
        SizeTPointer total = new SizeTPointer(1)) {
      assertThat(cuMemGetInfo(free, total)).isZero();
      return free.get();
    }
  }
}
