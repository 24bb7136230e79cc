package io.lamina.runtime.device;

import io.lamina.zoo.plan.DeviceChoice;
import io.lamina.zoo.plan.DeviceKind;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The kinds of device that the class path provides. Immutable. */
public final class Devices {
  private final Map<DeviceKind, DeviceProvider> providers;

  /**
   * Those of some providers.
   *
   * @throws IllegalArgumentException if two provide the same kind
   */
  public Devices(List<DeviceProvider> all) {
    this.providers = new LinkedHashMap<>();
    for (DeviceProvider provider : all) {
      for (DeviceKind kind : provider.kinds()) {
        DeviceProvider other = providers.put(kind, provider);
        if (other != null) {
          throw new IllegalArgumentException(
              String.format(
                  "%s and %s both provide %s",
                  other.getClass().getName(), provider.getClass().getName(), kind));
        }
      }
    }
  }

  /** Those of the thread's context class loader. */
  public static Devices find() {
    return new Devices(
        ServiceLoader.load(DeviceProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList());
  }

  /** All kinds, by name. */
  public List<DeviceKind> kinds() {
    return providers.keySet().stream().sorted(Comparator.comparing(DeviceKind::name)).toList();
  }

  /**
   * What provides a kind.
   *
   * @throws DeviceException if nothing does; the message names the kinds there are
   */
  public DeviceProvider provider(DeviceKind kind) {
    return Optional.ofNullable(providers.get(kind))
        .orElseThrow(
            () ->
                new DeviceException(
                    String.format(
                        "there is no device called %s: resources.device must be auto, %s",
                        kind, names(" or "))));
  }

  private String names(String last) {
    List<String> names = kinds().stream().map(DeviceKind::name).toList();
    int end = names.size() - 1;
    return end < 1
        ? String.join("", names)
        : String.join(", ", names.subList(0, end)) + last + names.get(end);
  }

  /**
   * The kinds that a choice allows, the most preferred first.
   *
   * @throws DeviceException if it names one that nothing provides
   */
  public List<DeviceKind> candidates(DeviceChoice choice) {
    choice.preferred().forEach(this::provider);
    return choice.isAuto() ? automatic() : choice.preferred();
  }

  private List<DeviceKind> automatic() {
    return kinds().stream()
        .filter(kind -> preference(kind) > DeviceProvider.BY_NAME_ONLY)
        .sorted(Comparator.comparingInt(this::preference).reversed())
        .toList();
  }

  private int preference(DeviceKind kind) {
    return provider(kind).preference(kind);
  }

  /** The devices that this process can compute on. */
  public List<Device> here(DeviceAddresses addresses) {
    return providers.values().stream()
        .distinct()
        .flatMap(provider -> provider.here(addresses).stream())
        .toList();
  }

  /**
   * The device of a kind in this process.
   *
   * @throws DeviceException if it has none, or nothing provides the kind
   */
  public Device here(DeviceKind kind, DeviceAddresses addresses) {
    List<Device> there = provider(kind).here(addresses);
    return there.stream()
        .filter(device -> device.kind().equals(kind))
        .findFirst()
        .orElseThrow(
            () ->
                new DeviceException(
                    String.format(
                        "cannot compute as %s, only as %s (set resources.device to a kind that all"
                            + " executors have)",
                        kind, shown(there))));
  }

  private static String shown(List<Device> devices) {
    return devices.isEmpty()
        ? "nothing else of its provider"
        : devices.stream().map(each -> each.kind().name()).collect(Collectors.joining(", "));
  }

  /**
   * The most preferred of the allowed kinds that this process has.
   *
   * @throws DeviceException if it has none of them
   */
  public Device here(DeviceChoice choice) {
    List<Device> here = here(DeviceAddresses.none());
    return candidates(choice).stream()
        .flatMap(kind -> here.stream().filter(device -> device.kind().equals(kind)))
        .findFirst()
        .orElseThrow(
            () ->
                new DeviceException(
                    String.format(
                        "this machine has no device for resources.device: %s; it has %s",
                        choice, shown(here))));
  }
}
