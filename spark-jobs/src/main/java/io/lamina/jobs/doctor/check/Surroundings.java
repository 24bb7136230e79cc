package io.lamina.jobs.doctor.check;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.cluster.Software;
import java.util.Map;
import java.util.Optional;

/**
 * The surroundings of a process.
 *
 * @param place what findings call it
 * @param variables of its environment
 * @param settings its system properties, and Spark's settings
 * @param software that it runs on
 * @param machine that it runs on
 * @param network that it is in
 */
public record Surroundings(
    String place,
    Map<String, String> variables,
    Map<String, String> settings,
    Software software,
    Machine machine,
    Network network) {
  public Surroundings {
    requireNonNull(place, "place is null");
    variables = Map.copyOf(variables);
    settings = Map.copyOf(settings);
    requireNonNull(software, "software is null");
    requireNonNull(machine, "machine is null");
    requireNonNull(network, "network is null");
  }

  /**
   * Of this process.
   *
   * @param settings its system properties, and Spark's settings
   */
  public static Surroundings here(String place, Map<String, String> settings) {
    return new Surroundings(
        place, System.getenv(), settings, Software.here(), Machine.here(), Network.real());
  }

  /** A setting; empty if it is not made. */
  public Optional<String> setting(String name) {
    return Optional.ofNullable(settings.get(name)).filter(value -> !value.isBlank());
  }
}
