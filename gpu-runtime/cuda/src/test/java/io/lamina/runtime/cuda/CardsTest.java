package io.lamina.runtime.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.runtime.cuda.driver.Cards;
import io.lamina.runtime.device.Device;
import io.lamina.runtime.device.DeviceAddresses;
import io.lamina.runtime.device.DeviceException;
import io.lamina.runtime.device.Devices;
import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.MatrixMemory;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.ProductCheck;
import io.lamina.runtime.device.Sums;
import io.lamina.runtime.device.Workload;
import io.lamina.zoo.plan.DeviceChoice;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.plan.Precision;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which card a task gets, and what is said where it gets none. */
class CardsTest {
  private static final DeviceKind FP32 = Rounding.FP32.kind();
  private static final DeviceKind BF16 = Rounding.BF16.kind();

  private final CudaProvider provider = new CudaProvider();

  @AfterEach
  void reset() {
    assertThat(StandIn.held()).as("what was not given back").isZero();
    StandIn.configure(StandIn.CARDS);
  }

  @Test
  void aTaskGetsTheCardThatItWasAssigned() {
    assertThat(opened("0")).contains("First, GPU-00000001-0000-0000-0000-000000000000");
    assertThat(opened("1")).contains("Second, GPU-00000002-0000-0000-0000-000000000000");
    assertThat(opened("GPU-00000002-0000-0000-0000-000000000000")).contains("Second");
    assertThat(opened()).contains("First");
  }

  private String opened(String... addresses) {
    Device device = new Devices(List.of(provider)).here(FP32, of(addresses));
    assertThat(device.memory()).isEqualTo(1000L << 20);
    try (Operations operations = device.open()) {
      return operations.device();
    }
  }

  private static DeviceAddresses of(String... addresses) {
    return new DeviceAddresses(Map.of(Cards.RESOURCE, List.of(addresses)));
  }

  @Test
  void anOpenedCardNamesAllThatFixesItsBits() {
    assertThat(opened("1"))
        .isEqualTo(
            "cuda-fp32 (Second, GPU-00000002-0000-0000-0000-000000000000, compute capability 9.0,"
                + " 1000 MiB, driver for CUDA 13.0, NVRTC 13.0, cuBLASLt 13.1.0)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "card=Old,70,1000                  | compute capability 7.0, must be 7.5 or newer",
        "card=New,90,1000 driver=11080     | driver is for CUDA 11.8",
        "                                  | CUDA_ERROR_NO_DEVICE (100",
        "card=New,90,1000 fail=cuInit,803,1| CUDA_ERROR_SYSTEM_DRIVER_MISMATCH (803",
        "card=New,90,1000 fail=cuInit,999,1| cannot start NVIDIA's driver"
      })
  void whereThereIsNoneTheReasonIsSaid(String words, String reason) {
    String cards = Optional.ofNullable(words).orElse("");
    StandIn.configure(cards);
    assertThat(provider.here(DeviceAddresses.none())).isEmpty();
    StandIn.configure(cards);
    assertThat(provider.missing(FP32, DeviceAddresses.none()).orElseThrow()).contains(reason);
  }

  @Test
  void aMessageOfTheSeamSaysIt() {
    StandIn.configure("card=Old,70,1000");
    Devices devices = new Devices(List.of(provider));
    assertThatThrownBy(() -> devices.here(FP32, DeviceAddresses.none()))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("card 0 (Old")
        .hasMessageContaining("use nd4j-cuda, or the processor");
  }

  @Test
  void aCardThatWasAssignedAndIsNotThereIsNamed() {
    assertThat(provider.here(of("7"))).isEmpty();
    assertThat(provider.missing(FP32, of("7")).orElseThrow())
        .contains("assigned card 7")
        .contains("card 0 (First")
        .contains("card 1 (Second");
  }

  /** The driver translates what NVRTC has made for the newest that it knows. */
  @Test
  void aCardThatIsNewerThanTheCompilerIsServed() {
    StandIn.configure("card=Next,135,1000");
    try (Operations card = Opened.card(Rounding.FP32)) {
      Matrix matrix = Opened.matrix(card, 2, 1, 1f, 2f);
      card.scale(3f, matrix);
      assertThat(Opened.host(card, matrix)).containsExactly(3f, 6f);
    }
  }

  /** A context belongs to a thread, and threads of Spark come and go. */
  @Test
  void oneThreadAfterTheOtherMayUseIt() throws Exception {
    Operations card = Opened.card(Rounding.BF16);
    Matrix[] matrices = new Matrix[2];
    inAThread(() -> matrices[0] = card.allocate(2, 2));
    inAThread(() -> card.upload(new float[] {1, 2, 3, 4}, 0, matrices[0]));
    inAThread(() -> matrices[1] = card.allocate(2, 2));
    inAThread(() -> card.multiply(1f, matrices[0].plain(), matrices[0].plain(), 0f, matrices[1]));
    inAThread(() -> assertThat(Opened.host(card, matrices[1])).containsExactly(7, 10, 15, 22));
    Sums sums = card.sums(1);
    card.addSum(1, matrices[0], sums);
    inAThread(() -> assertThat(card.read(sums)).containsExactly(10));
    inAThread(card::close);
  }

  private static void inAThread(Runnable work) throws Exception {
    CompletableFuture.runAsync(work, task -> new Thread(task).start()).get();
  }

  @Test
  void aCardWithoutUnitsForItComputesInFullPrecisionAlone() {
    StandIn.configure("card=Turing,75,1000");
    assertThat(provider.here(DeviceAddresses.none()).stream().map(Device::kind))
        .containsExactly(FP32);
    assertThat(provider.missing(BF16, DeviceAddresses.none()).orElseThrow())
        .contains("7.5, cuda-bf16 needs 8.0 or newer (use cuda-fp32)");
    assertThat(provider.missing(FP32, DeviceAddresses.none())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aCardThatComputesWronglyIsFound(Rounding rounding) {
    Devices devices = new Devices(List.of(provider));
    assertThat(new ProductCheck().of(devices.here(rounding.kind(), of("1"))))
        .startsWith(rounding.kind() + " (Second, GPU-0000");
    StandIn.configure(StandIn.CARDS + " wrong=Second");
    Device wrong = devices.here(rounding.kind(), of("1"));
    assertThatThrownBy(() -> new ProductCheck().of(wrong))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("(Second, GPU-00000002")
        .hasMessageContaining("computes wrongly: a value of a product is ")
        .hasMessageContaining("take the device out of the cluster");
    assertThat(new ProductCheck().of(devices.here(FP32, of("0")))).contains("First");
  }

  @Test
  void aMachineOffersTheCardsThatAKindCanUse() {
    StandIn.configure("card=Turing,75,1000 card=First,90,1000 card=Old,70,1000");
    assertThat(provider.found(FP32).of(Cards.RESOURCE)).containsExactly("0", "1");
    assertThat(provider.found(BF16).of(Cards.RESOURCE)).containsExactly("1");
    StandIn.configure("");
    assertThatThrownBy(() -> provider.found(FP32)).hasMessageContaining("CUDA_ERROR_NO_DEVICE");
  }

  @ParameterizedTest
  @CsvSource({"1,Second", "'1,0',Second", "'0,1',First"})
  void theProcessSeesWhatItsEnvironmentShows(String visible, String first) throws Exception {
    assertThat(ChildProcess.cards(Map.of("CUDA_VISIBLE_DEVICES", visible), "")).contains(first);
  }

  @ParameterizedTest
  @CsvSource({"'',''", "'5','5'"})
  void anEnvironmentThatShowsNothingIsNamed(String visible, String named) throws Exception {
    assertThat(ChildProcess.cards(Map.of("CUDA_VISIBLE_DEVICES", visible), ""))
        .contains("CUDA_ERROR_NO_DEVICE")
        .contains("CUDA_VISIBLE_DEVICES is '" + named + "'");
  }

  @Test
  void aProcessWithoutTheLibrariesSaysWhichAreMissing() throws Exception {
    assertThat(ChildProcess.cards(Map.of(), "none"))
        .containsAnyOf("NVIDIA's driver cannot be loaded", "NVRTC and cuBLASLt cannot be loaded");
  }

  @ParameterizedTest
  @EnumSource
  void aWorkloadTakesTheCardsMemory(Rounding rounding) {
    MatrixMemory none = provider.memory(rounding.kind(), new Workload(0, 0));
    MatrixMemory some = provider.memory(rounding.kind(), new Workload(1000, 10));
    assertThat(some.heap()).isZero();
    assertThat(some.host()).isEqualTo(none.host()).isPositive();
    assertThat(some.device() - none.device())
        .isEqualTo((rounding == Rounding.BF16 ? 6L : 4L) * 1010);
  }

  @Test
  void lowerPrecisionIsForThoseWhoAskForIt() {
    Devices devices = new Devices(List.of(provider));
    assertThat(devices.candidates(DeviceChoice.AUTO, Precision.FLOAT32)).containsExactly(FP32);
    assertThat(devices.candidates(DeviceChoice.AUTO, Precision.MIXED))
        .containsExactly(BF16, Rounding.TF32.kind(), FP32);
    assertThat(provider.placement(FP32).resources()).isEqualTo(Map.of("gpu", 1));
    assertThat(provider.libraries(FP32).get("cuda")).matches("\\d+\\.\\d+-\\S+");
  }
}
