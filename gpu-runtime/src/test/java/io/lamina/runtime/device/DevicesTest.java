package io.lamina.runtime.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.runtime.processor.ProcessorProvider;
import io.lamina.zoo.plan.DeviceChoice;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.plan.Precision;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DevicesTest {
  private static final DeviceKind AVX2 = new DeviceKind("cpu-avx2");
  private static final DeviceKind AVX512 = new DeviceKind("cpu-avx512");

  private final Devices devices = Devices.find();

  @Test
  void processorsAreFoundByName() {
    assertThat(devices.kinds()).contains(AVX2, AVX512);
    assertThat(devices.provider(AVX2)).isInstanceOf(ProcessorProvider.class);
  }

  @Test
  void processorsTellTheVersionsOfTheirLibraries() {
    assertThat(devices.provider(AVX2).libraries(AVX2))
        .hasEntrySatisfying("nd4j", version -> assertThat(version).matches("\\d+\\.\\S+"))
        .hasEntrySatisfying("onednn", version -> assertThat(version).matches("\\d+\\.\\S+"))
        .hasSize(2);
  }

  @Test
  void theBestKindComesFirstWhereTheChoiceIsLeftOpen() {
    assertThat(devices.candidates(DeviceChoice.AUTO, Precision.FLOAT32))
        .containsExactly(AVX512, AVX2);
    assertThat(devices.candidates(DeviceChoice.AUTO, Precision.MIXED))
        .containsExactly(
            new DeviceKind("cpu-amx"), new DeviceKind("cpu-avx512-bf16"), AVX512, AVX2);
    assertThat(devices.candidates(new DeviceChoice(List.of(AVX2, AVX512)), Precision.FLOAT32))
        .containsExactly(AVX2, AVX512);
  }

  @Test
  void aKindThatNothingProvidesIsRefusedWithTheKindsThereAre() {
    DeviceChoice choice = DeviceChoice.of(new DeviceKind("cpu-avx3"));

    assertThatThrownBy(() -> devices.candidates(choice, Precision.FLOAT32))
        .isInstanceOf(DeviceException.class)
        .hasMessage(
            "there is no device called cpu-avx3: resources.device must be auto, cpu-amx,"
                + " cpu-avx2, cpu-avx512, cpu-avx512-bf16 or nd4j-cuda");
  }

  @Test
  void twoProvidersOfOneKindAreRefused() {
    List<DeviceProvider> twice = List.of(new ProcessorProvider(), new ProcessorProvider());

    assertThatThrownBy(() -> new Devices(twice)).hasMessageContaining("both provide cpu-avx2");
  }
}
