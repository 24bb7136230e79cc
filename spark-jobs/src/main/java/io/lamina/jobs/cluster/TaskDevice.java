package io.lamina.jobs.cluster;

import static java.util.stream.Collectors.toMap;

import io.lamina.jobs.cluster.guard.AssignedDevices;
import io.lamina.runtime.device.Device;
import io.lamina.runtime.device.DeviceAddresses;
import io.lamina.runtime.device.DeviceException;
import io.lamina.runtime.device.Devices;
import io.lamina.zoo.plan.DeviceKind;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;

/** The device of a Spark task: of the run's kind, at the addresses that Spark has assigned. */
public final class TaskDevice {
  private TaskDevice() {}

  /**
   * The device of this thread's task.
   *
   * @throws DeviceException if its executor has none of the kind
   */
  public static Device of(DeviceKind kind) {
    return devices().here(kind);
  }

  /** Those of this thread's task. */
  public static AssignedDevices devices() {
    return new AssignedDevices(
        Devices.find(),
        new DeviceAddresses(
            TaskContext.get().resourcesJMap().entrySet().stream()
                .collect(toMap(Map.Entry::getKey, each -> List.of(each.getValue().addresses())))));
  }
}
