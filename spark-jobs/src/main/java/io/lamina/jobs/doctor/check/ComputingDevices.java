package io.lamina.jobs.doctor.check;

import io.lamina.zoo.plan.DeviceKind;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether an executor has a device that the plan allows, and which others.
 *
 * @param allowed names of the kinds that will do
 */
public record ComputingDevices(List<String> allowed) implements Check {
  private static final long serialVersionUID = 1;
  private static final String SUBJECT = "device";

  public ComputingDevices {
    allowed = List.copyOf(allowed);
  }

  public static ComputingDevices ofKinds(List<DeviceKind> kinds) {
    return new ComputingDevices(kinds.stream().map(DeviceKind::name).toList());
  }

  @Override
  public List<Finding> of(Surroundings here) {
    DevicesHere devices = here.machine().devices().get();
    if (devices.failure().isPresent()) {
      return List.of(
          Finding.wrong(
              SUBJECT,
              here.place(),
              "the native libraries cannot be loaded: " + devices.failure().get(),
              "Lamina needs 64-bit Linux, and a directory that libraries can be unpacked to"));
    }
    String has = "has " + there(devices) + missing(devices);
    return List.of(
        allowed.stream().anyMatch(devices.there()::containsKey)
            ? Finding.fine(SUBJECT, here.place(), has)
            : Finding.wrong(
                SUBJECT,
                here.place(),
                has + "; the plan allows " + String.join(", ", allowed),
                "set resources.device to a kind that all executors have, or give them the device"));
  }

  private static String there(DevicesHere devices) {
    return devices.there().isEmpty()
        ? "none"
        : devices.there().values().stream().sorted().collect(Collectors.joining(", "));
  }

  private static String missing(DevicesHere devices) {
    return new TreeMap<>(devices.missing())
        .entrySet().stream()
            .map(each -> "; no " + each.getKey() + ": " + each.getValue())
            .collect(Collectors.joining());
  }
}
