package io.lamina.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.jobs.cluster.guard.AssignedDevices;
import io.lamina.runtime.device.Device;
import io.lamina.runtime.device.DeviceAddresses;
import io.lamina.runtime.device.DeviceException;
import io.lamina.runtime.device.Devices;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AssignedDevicesTest {
  /** The provider finds a device, whatever the cluster has assigned. */
  private final Devices all = new Devices(List.of(TestCards.found(2)));

  @Test
  void aCardThatWasNotAssignedIsNotTaken() {
    AssignedDevices devices = new AssignedDevices(all, DeviceAddresses.none());

    assertThat(all.here(DeviceAddresses.none())).hasSize(1);
    assertThat(devices.here()).isEmpty();
    assertThat(devices.missing().get(TestCards.KIND)).startsWith("Spark has assigned no slot to");
    assertThatThrownBy(() -> devices.here(TestCards.KIND))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("cannot compute as card: Spark has assigned no slot to its task")
        .hasMessageContaining("spark.executor.resource.slot.amount");
  }

  @Test
  void aCardThatWasAssignedIsTaken() {
    DeviceAddresses addresses = new DeviceAddresses(Map.of("slot", List.of("0", "1")));
    AssignedDevices devices = new AssignedDevices(all, addresses);

    assertThat(devices.here()).extracting(Device::kind).containsExactly(TestCards.KIND);
    assertThat(devices.here(TestCards.KIND).kind()).isEqualTo(TestCards.KIND);
    assertThat(devices.missing()).isEmpty();
  }
}
