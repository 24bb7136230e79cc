package io.lamina.jobs.cluster.guard;

import io.lamina.runtime.device.Device;
import io.lamina.runtime.device.DeviceAddresses;
import io.lamina.runtime.device.DeviceException;
import io.lamina.runtime.device.Devices;
import io.lamina.zoo.plan.DeviceKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The devices that a task may compute on: those of its process, without those that take something
 * that the cluster has not assigned to the task. A card that it finds may be another's.
 *
 * @param all of the process
 * @param addresses that the cluster has assigned
 */
public record AssignedDevices(Devices all, DeviceAddresses addresses) {
  /** All of them. */
  public List<Device> here() {
    return all.here(addresses).stream().filter(each -> unassigned(each.kind()).isEmpty()).toList();
  }

  /**
   * The one of a kind.
   *
   * @throws DeviceException if there is none
   */
  public Device here(DeviceKind kind) {
    unassigned(kind)
        .ifPresent(
            reason -> {
              throw new DeviceException(String.format("cannot compute as %s: %s", kind, reason));
            });
    return all.here(kind, addresses);
  }

  /** Why there is none of a kind, where it is known. */
  public Map<DeviceKind, String> missing() {
    Map<DeviceKind, String> reasons = new LinkedHashMap<>(all.missing(addresses));
    for (DeviceKind kind : all.kinds()) {
      unassigned(kind).ifPresent(reason -> reasons.put(kind, reason));
    }
    return reasons;
  }

  private Optional<String> unassigned(DeviceKind kind) {
    return all.provider(kind).placement(kind).resources().keySet().stream()
        .filter(name -> addresses.of(name).isEmpty())
        .findFirst()
        .map(
            name ->
                String.format(
                    "Spark has assigned no %s to its task (set spark.executor.resource.%s.amount to"
                        + " what a task takes)",
                    name, name));
  }
}
