package io.lamina.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class RunDeviceTest {
  private static final long MIB = 1L << 20;

  private final RunDevice device = new RunDevice(TestCards.KIND, TestCards.found(0), 100 * MIB);

  @Test
  void aNeedOfMoreThanTheDevicesMemoryIsRefusedWithTheMemoryThatDoes() {
    device.require(need(100 * MIB));

    assertThatThrownBy(() -> device.require(need(100 * MIB + 1)))
        .isInstanceOf(MemoryException.class)
        .hasMessage(
            "a device of kind card has 100m of memory here, but layer 1 needs 101m of it (lower the"
                + " stage's batchSize, or set resources.device to another kind)");
  }

  private static MemoryNeed need(long ofDevice) {
    return new MemoryNeed("layer 1", 0, 0, ofDevice);
  }
}
