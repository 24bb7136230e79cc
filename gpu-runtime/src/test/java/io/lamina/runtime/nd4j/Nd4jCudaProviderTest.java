package io.lamina.runtime.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.runtime.device.DeviceAddresses;
import io.lamina.runtime.device.DeviceException;
import io.lamina.runtime.device.Devices;
import io.lamina.zoo.plan.DeviceChoice;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.plan.Precision;
import org.junit.jupiter.api.Test;

/** Where ND4J's backend for cards is not on the class path, as in an ordinary build. */
final class Nd4jCudaProviderTest {
  private static final DeviceKind KIND = new DeviceKind("nd4j-cuda");

  private final Devices devices = Devices.find();

  @Test
  void itIsTakenByNameAlone() {
    assertThat(devices.kinds()).contains(KIND);
    assertThat(devices.candidates(DeviceChoice.AUTO, Precision.MIXED)).doesNotContain(KIND);
  }

  @Test
  void withoutItsJarItIsRefusedWithTheRemedy() {
    assertThatThrownBy(() -> devices.here(KIND, DeviceAddresses.none()))
        .isInstanceOf(DeviceException.class)
        .hasMessage(
            "cannot compute as nd4j-cuda: nd4j-cuda-11.6 is not on the class path (build with"
                + " -Pnd4j-cuda) (set resources.device to a kind that all executors have)");
    assertThatThrownBy(() -> devices.provider(KIND).found(KIND))
        .isInstanceOf(DeviceException.class)
        .hasMessage("nd4j-cuda-11.6 is not on the class path (build with -Pnd4j-cuda)");
  }
}
