package io.lamina.jobs.report.history;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.gate.GateRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the page of a model shows.
 *
 * @param model its name
 * @param registry the registry's location
 * @param versions the oldest first; at least one
 * @param drifts of the data of versions, the oldest first
 * @param aliases the entries of each alias, the first first
 * @param features of the champion, beside those of the version before
 */
public record ModelHistory(
    String model,
    String registry,
    List<Version> versions,
    List<DataDrift> drifts,
    Map<String, List<Entry>> aliases,
    Features features) {
  public ModelHistory {
    requireNonNull(model, "model is null");
    requireNonNull(registry, "registry is null");
    versions = List.copyOf(versions);
    drifts = List.copyOf(drifts);
    requireNonNull(aliases, "aliases is null");
    requireNonNull(features, "features is null");
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("model '" + model + "' has no version");
    }
  }

  /**
   * A version.
   *
   * @param number of it
   * @param published when
   * @param network its widths
   * @param figures by name
   * @param aliases that name it now
   */
  public record Version(
      int number,
      String published,
      String network,
      Map<String, Double> figures,
      List<String> aliases) {
    public Version {
      requireNonNull(published, "published is null");
      requireNonNull(network, "network is null");
      requireNonNull(figures, "figures is null");
      aliases = List.copyOf(aliases);
    }
  }

  /**
   * An entry of an alias.
   *
   * @param number of the entry
   * @param version its name
   * @param at when it was made
   * @param reason why, by whom, and what they had to say
   * @param gates what the gates said, if there were any
   * @param problem why that cannot be read, if it cannot
   */
  public record Entry(
      int number,
      String version,
      String at,
      String reason,
      Optional<GateRecord> gates,
      Optional<String> problem) {
    public Entry {
      requireNonNull(version, "version is null");
      requireNonNull(at, "at is null");
      requireNonNull(reason, "reason is null");
      requireNonNull(gates, "gates is null");
      requireNonNull(problem, "problem is null");
    }
  }
}
