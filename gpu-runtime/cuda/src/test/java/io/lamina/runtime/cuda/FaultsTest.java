package io.lamina.runtime.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.runtime.device.DeviceException;
import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cards that fail: it is said which and at what, and nothing of them is kept. */
class FaultsTest {
  @AfterEach
  void reset() {
    assertThat(StandIn.held()).as("what was not given back").isZero();
    StandIn.configure(StandIn.CARDS);
  }

  @Test
  void memoryThatIsMissingIsNamedWhateverItIsFor() {
    long allocations = allocations();
    assertThat(allocations).isGreaterThan(5);
    for (int nth = 1; nth <= allocations; nth++) {
      StandIn.configure(StandIn.CARDS + " fail=cuMemAlloc,2," + nth);
      assertThatThrownBy(FaultsTest::work)
          .as("allocation %d", nth)
          .isInstanceOfSatisfying(DeviceException.class, e -> assertThat(e.isLost()).isFalse())
          .hasMessageMatching("(?s)card 0 .*no \\d+ bytes for .*MiB of 1000 are free.*");
      assertThat(StandIn.held()).as("allocation %d", nth).isZero();
    }
  }

  private static long allocations() {
    StandIn.configure(StandIn.CARDS);
    work();
    return StandIn.calls("cuMemAlloc");
  }

  @Test
  void aMatrixThatIsTooLargeIsNamed() {
    try (Operations card = Opened.card(Rounding.FP32)) {
      assertThatThrownBy(() -> card.allocate(20_000, 20_000))
          .hasMessageContaining("no 1600000000 bytes for a matrix of 20000×20000")
          .hasMessageContaining("smaller mini-batch");
      Matrix fits = card.allocate(100, 100);
      assertThat(Opened.host(card, fits)).containsOnly(0f);
    }
  }

  /** Whatever call it is that the card does not live to answer. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "cuMemHostAlloc",
        "cuStreamCreate",
        "cuModuleLoadData",
        "cuModuleGetFunction",
        "cuEventCreate",
        "cuMemcpyHtoDAsync",
        "cuMemcpyDtoHAsync",
        "cuMemcpyDtoDAsync",
        "cuStreamWaitEvent",
        "cuMemsetD32Async",
        "cuLaunchKernel",
        "cublasLtMatmul",
        "cublasLtMatmulAlgoGetHeuristic",
        "cuStreamBeginCapture",
        "cuStreamEndCapture",
        "cuGraphInstantiateWithFlags",
        "cuGraphLaunch",
        "cuEventRecord",
        "cuEventSynchronize"
      })
  void aCardThatVanishesIsNamed(String function) {
    StandIn.configure(StandIn.CARDS);
    work();
    long calls = StandIn.calls(function);
    assertThat(calls).isPositive();
    for (long nth : new long[] {1, (calls + 1) / 2, calls}) {
      StandIn.configure(StandIn.CARDS + " break=" + function + ",719," + nth);
      assertThatThrownBy(FaultsTest::work)
          .as("call %d of %d", nth, calls)
          .isInstanceOfSatisfying(DeviceException.class, e -> assertThat(e.isLost()).isTrue())
          .hasMessageContaining("card 0 (First");
      assertThat(StandIn.held()).as("call %d of %d", nth, calls).isZero();
    }
  }

  @Test
  void aCardCanBeOpenedAgainAfterAFault() {
    StandIn.configure(StandIn.CARDS + " break=cuGraphLaunch,719,1");
    assertThatThrownBy(FaultsTest::work).hasMessageContaining("launch a step");
    work();
  }

  /** Some of everything, a step that is captured among it. */
  private static void work() {
    try (Operations card = Opened.card(Rounding.BF16)) {
      Matrix x = Opened.matrix(card, 9, 7, 1);
      Matrix y = card.allocate(7, 7);
      Matrix bias = card.allocate(7, 1);
      for (int step = 0; step < 3; step++) {
        RandomKey key = RandomKey.of(step);
        card.step(
            () -> {
              card.mask(x, 0.5, 1f, key, x);
              card.multiply(1f, x.transposed(), x.plain(), 0.5f, y);
              card.sumColumns(1f, y, 1f, bias);
            });
      }
      assertThat(Opened.host(card, bias)).doesNotContain(Float.NaN);
    }
  }
}
