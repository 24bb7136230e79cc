package io.lamina.jobs.checkpoint;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What has to be the same for a run to go on where another ended, and to get its bits.
 *
 * @param computation the digest of what the plan computes
 * @param device the kind of device
 * @param versions of Lamina and of the libraries that compute, by name
 */
public record RunIdentity(String computation, String device, Map<String, String> versions) {
  /** Lamina's name among the versions. */
  public static final String LAMINA = "lamina";

  public RunIdentity {
    requireNonNull(computation, "computation is null");
    requireNonNull(device, "device is null");
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
  }

  /** Those of the versions that are others than in the other identity, such as "lamina 0.1.0". */
  String versionsUnlike(RunIdentity other) {
    SortedMap<String, String> names = new TreeMap<>(versions);
    names.putAll(other.versions);
    return names.keySet().stream()
        .filter(name -> !version(name).equals(other.version(name)))
        .map(name -> name + " " + version(name))
        .collect(Collectors.joining(", "));
  }

  private String version(String name) {
    return versions.getOrDefault(name, "(none)");
  }
}
