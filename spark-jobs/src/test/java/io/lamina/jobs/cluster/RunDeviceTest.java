package io.lamina.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RunDeviceTest {
  private static final long MIB = 1L << 20;

  private final RunDevice device = new RunDevice(TestCards.KIND, TestCards.found(0), 100 * MIB);

  @Test
  void aNeedOfMoreThanTheDevicesMemoryIsRefusedWithTheMiniBatchThatFits() {
    device.require(need("layer 1", 100 * MIB), () -> 0);

    assertThatThrownBy(() -> device.require(need("layer 1", 100 * MIB + 1), () -> 17))
        .isInstanceOf(MemoryException.class)
        .hasMessage(
            "a device of kind card has 100m of memory here, but layer 1 needs 101m of it (lower the"
                + " stage's batchSize to 17 or less, or set resources.device to another kind)");
    assertThatThrownBy(() -> device.require(need("layer 1", 100 * MIB + 1), () -> 0))
        .hasMessageContaining("(it does not fit with any batchSize: take smaller layers, or set");
  }

  @Test
  void theShareOfItsMemoryIsThatOfTheLargestStage() {
    assertThat(device.share(List.of(need("a", 5), need("b", 30 * MIB + 1), need("c", 7))))
        .hasToString("Optional[31 of 100 MiB of the device (b)]");
    assertThat(device.share(List.of(need("on a processor", 0)))).isEmpty();
  }

  private static MemoryNeed need(String stage, long ofDevice) {
    return new MemoryNeed(stage, 0, 0, ofDevice);
  }
}
