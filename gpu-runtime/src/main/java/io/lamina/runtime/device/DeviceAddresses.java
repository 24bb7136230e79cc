package io.lamina.runtime.device;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;

/**
 * What a cluster has assigned to a task for itself alone.
 *
 * @param byResource the addresses by the resource's name, such as those of cards: "gpu" → "0"
 */
public record DeviceAddresses(Map<String, List<String>> byResource) {
  public DeviceAddresses {
    byResource =
        byResource.entrySet().stream()
            .collect(toUnmodifiableMap(Map.Entry::getKey, each -> List.copyOf(each.getValue())));
  }

  /** Of a task that nothing was assigned to. */
  public static DeviceAddresses none() {
    return new DeviceAddresses(Map.of());
  }

  /** The addresses of a resource; none if nothing of it was assigned. */
  public List<String> of(String resource) {
    return byResource.getOrDefault(resource, List.of());
  }
}
