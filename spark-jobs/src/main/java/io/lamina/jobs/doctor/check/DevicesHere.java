package io.lamina.jobs.doctor.check;

import io.lamina.jobs.cluster.TaskDevice;
import io.lamina.jobs.cluster.guard.AssignedDevices;
import io.lamina.zoo.plan.DeviceKind;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The devices that a process can compute on.
 *
 * @param there what each is, by the name of its kind
 * @param missing why there is none of other kinds, where it is known
 * @param failure why none could be looked for; empty if they were
 */
public record DevicesHere(
    Map<String, String> there, Map<String, String> missing, Optional<String> failure) {
  public DevicesHere {
    there = Map.copyOf(there);
    missing = Map.copyOf(missing);
  }

  /** Those of the task that asks. */
  static DevicesHere ofThisTask() {
    try {
      return of(TaskDevice.devices());
    } catch (LinkageError | RuntimeException e) { // what native libraries say that cannot be loaded
      return new DevicesHere(Map.of(), Map.of(), Optional.of(bottom(e).toString()));
    }
  }

  private static DevicesHere of(AssignedDevices devices) {
    Map<String, String> there = new TreeMap<>();
    devices.here().forEach(each -> there.put(each.kind().name(), each.toString()));
    Map<String, String> missing = new TreeMap<>();
    for (Map.Entry<DeviceKind, String> reason : devices.missing().entrySet()) {
      missing.put(reason.getKey().name(), reason.getValue());
    }
    return new DevicesHere(there, missing, Optional.empty());
  }

  private static Throwable bottom(Throwable failure) {
    return failure.getCause() == null ? failure : bottom(failure.getCause());
  }
}
