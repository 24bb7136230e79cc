package io.lamina.jobs.cluster;

import io.lamina.runtime.device.DeviceException;
import io.lamina.runtime.device.DeviceProvider;
import io.lamina.runtime.device.Devices;
import io.lamina.runtime.device.ExecutorSettings;
import io.lamina.runtime.device.ProcessMemory;
import io.lamina.runtime.device.TaskPlacement;
import io.lamina.zoo.plan.DeviceChoice;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.plan.Precision;
import io.lamina.zoo.plan.ResourcePlan;
import java.util.List;
import java.util.Optional;

/** The kinds of device that a plan allows, and what their providers want of a cluster. */
public final class DeviceRequest {
  private final DeviceChoice choice;
  private final Precision lowest;
  private final Devices devices;
  private final List<DeviceKind> candidates;

  /**
   * What a plan asks for.
   *
   * @throws DeviceException if it names a kind that nothing provides
   */
  public DeviceRequest(ResourcePlan resources, Devices devices) {
    this(resources.device(), resources.precision(), devices);
  }

  private DeviceRequest(DeviceChoice choice, Precision lowest, Devices devices) {
    this.choice = choice;
    this.lowest = lowest;
    this.devices = devices;
    this.candidates = devices.candidates(choice, lowest);
  }

  /** The same for one of the kinds that it allows; empty if it does not allow it. */
  public Optional<DeviceRequest> only(String kind) {
    return candidates.stream()
        .filter(candidate -> candidate.name().equals(kind))
        .findFirst()
        .map(candidate -> new DeviceRequest(DeviceChoice.of(candidate), lowest, devices));
  }

  DeviceChoice choice() {
    return choice;
  }

  /** The kinds that will do, the most preferred first. */
  List<DeviceKind> candidates() {
    return candidates;
  }

  DeviceProvider provider(DeviceKind kind) {
    return devices.provider(kind);
  }

  /** What executors are started with, of every candidate's provider. */
  List<ExecutorSettings> settings(ProcessMemory memory) {
    return candidates.stream()
        .map(kind -> devices.provider(kind).settings(kind, memory))
        .distinct()
        .toList();
  }

  /**
   * What a task takes. It has to be known before the executors start; where several kinds will do,
   * nothing is asked for that only one of them needs.
   */
  TaskPlacement placement() {
    return candidates.size() == 1
        ? provider(candidates.get(0)).placement(candidates.get(0))
        : TaskPlacement.oneCore();
  }
}
