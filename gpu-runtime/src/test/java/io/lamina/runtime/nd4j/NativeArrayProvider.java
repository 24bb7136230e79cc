package io.lamina.runtime.nd4j;

import io.lamina.runtime.device.Device;
import io.lamina.runtime.device.DeviceAddresses;
import io.lamina.runtime.device.DeviceProvider;
import io.lamina.runtime.device.ExecutorSettings;
import io.lamina.runtime.device.MatrixMemory;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.ProcessMemory;
import io.lamina.runtime.device.TaskPlacement;
import io.lamina.runtime.device.Workload;
import io.lamina.zoo.plan.DeviceKind;
import java.util.List;
import java.util.Map;

/** The operations of cards on ND4J's backend for processors. */
public final class NativeArrayProvider implements DeviceProvider {
  private static final DeviceKind KIND = new DeviceKind("nd4j-native");

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
    return List.of(new Processor());
  }

  @Override
  public TaskPlacement placement(DeviceKind kind) {
    return TaskPlacement.oneCore();
  }

  @Override
  public ExecutorSettings settings(DeviceKind kind, ProcessMemory memory) {
    return new ExecutorSettings(Map.of(), Map.of(), List.of());
  }

  @Override
  public MatrixMemory memory(DeviceKind kind, Workload workload) {
    return new MatrixMemory(0, Float.BYTES * workload.values(), 0);
  }

  private record Processor() implements Device {
    @Override
    public DeviceKind kind() {
      return KIND;
    }

    @Override
    public long memory() {
      return 0;
    }

    @Override
    public Operations open() {
      return new ArrayOperations(KIND.name());
    }
  }
}
