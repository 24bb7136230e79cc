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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
  public List<DeviceKind> candidates() {
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

  /** The environment that executors are started with, whichever of the kinds they will have. */
  public Map<String, String> environment(MemoryBudget budget) {
    Map<String, String> variables = new HashMap<>();
    settings(budget.process()).forEach(each -> variables.putAll(each.environment()));
    return variables;
  }

  /**
   * What a task takes. It has to be known before the executors start; where several kinds will do,
   * nothing is asked for that only one of them needs, unless the executors have it anyway.
   *
   * @param there the resources that the executors have
   */
  TaskPlacement placement(Set<String> there) {
    if (candidates.size() == 1) {
      return placement(candidates.get(0));
    }
    return new TaskPlacement(
        1,
        candidates.stream()
            .flatMap(kind -> placement(kind).resources().entrySet().stream())
            .filter(resource -> there.contains(resource.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Math::max)));
  }

  private TaskPlacement placement(DeviceKind kind) {
    return provider(kind).placement(kind);
  }

  /**
   * Makes sure that a task of some kind takes a resource.
   *
   * @throws ClusterException if none does
   */
  void requireUseOf(String resource, String option) {
    if (candidates.stream().noneMatch(k -> placement(k).resources().containsKey(resource))) {
      throw new ClusterException(
          String.format(
              "%s is given, but resources.device: %s takes no %s (leave it out; or set"
                  + " resources.device to a kind of card, whose module is on the class path)",
              option, choice, resource));
    }
  }
}
