package io.lamina.jobs.cluster;

import io.lamina.runtime.device.Device;
import io.lamina.runtime.device.DeviceAddresses;
import io.lamina.runtime.device.DeviceProvider;
import io.lamina.runtime.device.Devices;
import io.lamina.runtime.device.ExecutorSettings;
import io.lamina.runtime.device.MatrixMemory;
import io.lamina.runtime.device.ProcessMemory;
import io.lamina.runtime.device.TaskPlacement;
import io.lamina.runtime.device.Workload;
import io.lamina.zoo.plan.DeviceChoice;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.plan.Precision;
import io.lamina.zoo.plan.ResourcePlan;
import java.util.List;
import java.util.Map;

/** A provider that asks a cluster for something of everything, and has no device here. */
final class TestCards implements DeviceProvider {
  static final DeviceKind KIND = new DeviceKind("card");
  static final ResourcePlan RESOURCES =
      new ResourcePlan(
          ResourcePlan.LEAST_EXECUTOR_MEMORY, DeviceChoice.of(KIND), Precision.FLOAT32);

  /** What a plan asks for that wants such a card. */
  static DeviceRequest request() {
    return new DeviceRequest(RESOURCES, new Devices(List.of(new TestCards())));
  }

  @Override
  public List<DeviceKind> kinds() {
    return List.of(KIND);
  }

  @Override
  public int preference(DeviceKind kind) {
    return BY_NAME_ONLY;
  }

  @Override
  public List<Device> here(DeviceAddresses addresses) {
    return List.of();
  }

  @Override
  public TaskPlacement placement(DeviceKind kind) {
    return new TaskPlacement(3, Map.of("slot", 2));
  }

  @Override
  public ExecutorSettings settings(DeviceKind kind, ProcessMemory memory) {
    return new ExecutorSettings(
        Map.of("spark.cards", "of the provider"), Map.of("CARDS", "all"), List.of("-Dcards=1"));
  }

  @Override
  public MatrixMemory memory(DeviceKind kind, Workload workload) {
    return new MatrixMemory(0, 0, workload.values());
  }
}
