package io.lamina.jobs.cli.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.lamina.jobs.cli.job.ModelFiles;
import io.lamina.jobs.drift.DriftLimits;
import io.lamina.jobs.drift.VersionsDrift;
import io.lamina.jobs.report.features.FeatureMatch;
import io.lamina.jobs.report.history.Features;
import io.lamina.jobs.report.history.HistoryPage;
import io.lamina.jobs.report.history.ModelHistory;
import io.lamina.zoo.geometry.ReceptiveField;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.data.source.ImageShape;
import io.lamina.zoo.plan.yaml.InvalidPlanException;
import io.lamina.zoo.published.PublishedNetwork;
import io.lamina.zoo.published.PublishedNetworks;
import io.lamina.zoo.registry.Alias;
import io.lamina.zoo.registry.AliasEntry;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import io.lamina.zoo.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the page of a model.
 *
 * @param registry of the model
 * @param model its name
 */
record HistoryFile(ModelRegistry registry, String model) {
  /** Of data: a version's sketches may take megabytes. */
  private static final int COMPARISONS = 30;

  HistoryFile {
    requireNonNull(registry, "registry is null");
    requireNonNull(model, "model is null");
  }

  /**
   * @param lines the model's versions
   */
  void write(Path file, VersionLines lines) {
    String page = new HistoryPage().html(history(lines));
    try {
      Files.writeString(file, page, UTF_8);
    } catch (IOException e) {
      throw new DeniedException(
          "cannot write the page " + file + ": " + e + " (name a file in a directory that exists)");
    }
  }

  private ModelHistory history(VersionLines lines) {
    Map<String, List<ModelHistory.Entry>> aliases = new LinkedHashMap<>();
    for (Alias alias : registry.aliases(model)) {
      aliases.put(alias.name(), alias.history().stream().map(this::entry).toList());
    }
    return new ModelHistory(
        model,
        registry.location(),
        lines.listing().versions().stream()
            .map(version -> version(version, lines.of(version)))
            .toList(),
        new VersionsDrift(registry, DriftLimits.USUAL)
            .newest(lines.listing().versions(), COMPARISONS),
        aliases,
        features());
  }

  private static ModelHistory.Version version(PublishedVersion version, List<String> aliases) {
    Map<String, Double> figures = new LinkedHashMap<>();
    version
        .summary()
        .forEach(
            (name, value) -> {
              if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
                figures.put(name, number.doubleValue());
              }
            });
    return new ModelHistory.Version(
        version.number(),
        version.publishedAt().toString(),
        String.valueOf(version.summary().getOrDefault(ModelFiles.NETWORK, "–")),
        figures,
        aliases);
  }

  private ModelHistory.Entry entry(AliasEntry entry) {
    GateReading gates = GateReading.of(registry, model, entry);
    return new ModelHistory.Entry(
        entry.number(),
        entry.versionName(),
        entry.at().toString(),
        new EntryWords(entry).reason(),
        gates.record().map(GateReading.Kept::gates),
        gates.problem());
  }

  /** Of the champion, beside those of the version that was the champion before. */
  private Features features() {
    List<AliasEntry> history = registry.alias(model, Alias.CHAMPION).history();
    Optional<AliasEntry> champion = history.stream().reduce((first, second) -> second);
    Optional<AliasEntry> before =
        history.stream()
            .filter(entry -> entry.version() != champion.orElseThrow().version())
            .reduce((first, second) -> second);
    if (before.isEmpty()) {
      return Features.missing("There are no two champions to compare.");
    }
    try {
      return features(network(before.get()), network(champion.orElseThrow()));
    } catch (RegistryException | InvalidPlanException | IllegalArgumentException e) {
      return Features.missing("The features cannot be compared: " + e.getMessage());
    }
  }

  private PublishedNetwork network(AliasEntry entry) {
    PublishedVersion version =
        registry
            .version(model, entry.version())
            .orElseThrow(
                () -> new IllegalArgumentException(entry.versionName() + " is not there any more"));
    return new PublishedNetworks(registry).read(version);
  }

  private static Features features(PublishedNetwork before, PublishedNetwork now) {
    return Features.of(
        before.name(),
        now.name(),
        new FeatureMatch(before.encoder(), now.encoder()),
        ImageShape.of(seen(now)).filter(ImageShape::isVisible));
  }

  /** What the units of the lowest layer see. */
  private static Shape seen(PublishedNetwork network) {
    ReceptiveField field = new ReceptiveField(network.encoder().stack(), 0);
    return field.isPart() ? field.shape() : network.shape();
  }
}
