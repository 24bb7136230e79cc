package io.lamina.runtime.device;

import io.lamina.zoo.plan.DeviceChoice;
import io.lamina.zoo.plan.DeviceKind;
import io.lamina.zoo.plan.Precision;
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
   * @param lowest the lowest precision that may be taken where the choice is left open
   * @throws DeviceException if it names a kind that nothing provides
   */
  public List<DeviceKind> candidates(DeviceChoice choice, Precision lowest) {
    choice.preferred().forEach(this::provider);
    return choice.isAuto() ? automatic(lowest) : choice.preferred();
  }

  private List<DeviceKind> automatic(Precision lowest) {
    return kinds().stream()
        .filter(kind -> preference(kind) > DeviceProvider.BY_NAME_ONLY)
        .filter(kind -> provider(kind).precision(kind).compareTo(lowest) <= 0)
        .sorted(Comparator.comparingInt(this::preference).reversed())
        .toList();
  }

  private int preference(DeviceKind kind) {
    return provider(kind).preference(kind);
  }

  /**
   * Why this process lacks kinds, of those where it is known; see {@link DeviceProvider#missing}.
   */
  public Map<DeviceKind, String> missing(DeviceAddresses addresses) {
    Map<DeviceKind, String> reasons = new LinkedHashMap<>();
    for (DeviceKind kind : kinds()) {
      provider(kind).missing(kind, addresses).ifPresent(reason -> reasons.put(kind, reason));
    }
    return reasons;
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
        .orElseThrow(() -> cannot(kind, there, provider(kind).missing(kind, addresses)));
  }

  private static DeviceException cannot(
      DeviceKind kind, List<Device> there, Optional<String> reason) {
    return new DeviceException(
        String.format(
            "cannot compute as %s%s (set resources.device to a kind that all executors have)",
            kind, reason.map(": "::concat).orElseGet(() -> ", only as " + shown(there))));
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
    return candidates(choice, Precision.FLOAT32).stream()
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
