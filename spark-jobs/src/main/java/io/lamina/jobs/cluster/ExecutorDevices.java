package io.lamina.jobs.cluster;

import io.lamina.jobs.cluster.guard.AssignedDevices;
import io.lamina.runtime.device.Device;
import io.lamina.zoo.plan.DeviceKind;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.SparkEnv;

/**
 * The devices that an executor has.
 *
 * @param executor its number
 * @param host where it runs
 * @param memory the bytes of each device's own memory, by its kind; 0 where it shares the process's
 * @param missing why it lacks other kinds, of those where it is known
 */
record ExecutorDevices(
    String executor, String host, Map<DeviceKind, Long> memory, Map<DeviceKind, String> missing)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** Of the executor that this task runs on. */
  static ExecutorDevices here() {
    SparkEnv spark = SparkEnv.get();
    AssignedDevices devices = TaskDevice.devices();
    return new ExecutorDevices(
        spark.executorId(),
        spark.blockManager().blockManagerId().host(),
        new HashMap<>(
            devices.here().stream().collect(Collectors.toMap(Device::kind, Device::memory))),
        new HashMap<>(devices.missing()));
  }

  boolean has(DeviceKind kind) {
    return memory.containsKey(kind);
  }

  /** What it has, and why it lacks some of the kinds. */
  String shown(List<DeviceKind> wanted) {
    List<String> kinds = memory.keySet().stream().map(DeviceKind::name).sorted().toList();
    String reasons =
        wanted.stream()
            .filter(missing::containsKey)
            .map(kind -> ", and no " + kind + ": " + missing.get(kind))
            .collect(Collectors.joining());
    return String.format(
        "executor %s on %s has %s%s",
        executor, host, kinds.isEmpty() ? "none that is known" : String.join(", ", kinds), reasons);
  }
}
