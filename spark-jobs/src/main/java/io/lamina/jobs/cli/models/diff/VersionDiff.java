package io.lamina.jobs.cli.models.diff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.lamina.jobs.report.features.FeatureMatch;
import io.lamina.jobs.report.features.MatchedLayer;
import io.lamina.jobs.report.features.MatchedUnit;
import io.lamina.jobs.retrain.DataCursor;
import io.lamina.jobs.retrain.FileMark;
import io.lamina.zoo.network.TrainedNetwork;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import io.lamina.zoo.registry.RegistryException;
import io.lamina.zoo.registry.VerifiedFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Compares what versions say about themselves. Every file is verified before it is read.
 *
 * @param registry of the versions
 */
public record VersionDiff(ModelRegistry registry) {
  public VersionDiff {
    requireNonNull(registry, "registry is null");
  }

  /**
   * What both say, also what is the same: plan, figures, data files and features in this order.
   *
   * @throws RegistryException if a file is damaged
   */
  public List<Difference> of(PublishedVersion first, PublishedVersion second) {
    List<Difference> all = new ArrayList<>();
    all.addAll(sideBySide("plan", plan(first), plan(second)));
    all.addAll(sideBySide("figures", figures(first), figures(second)));
    all.addAll(data(first, second));
    all.addAll(features(first, second));
    return all;
  }

  private static List<Difference> sideBySide(
      String about, Map<String, String> first, Map<String, String> second) {
    Set<String> keys = new LinkedHashSet<>(first.keySet());
    keys.addAll(second.keySet());
    return keys.stream()
        .map(
            key ->
                new Difference(
                    about,
                    key,
                    Optional.ofNullable(first.get(key)),
                    Optional.ofNullable(second.get(key))))
        .toList();
  }

  private static Map<String, String> figures(PublishedVersion version) {
    return new FlatValues(version.summary()).all();
  }

  private Map<String, String> plan(PublishedVersion version) {
    return values(
        version,
        "plan.yaml",
        yaml -> {
          try {
            Load load = new Load(LoadSettings.builder().build());
            return new FlatValues(load.loadFromString(new String(yaml, UTF_8))).all();
          } catch (YamlEngineException e) {
            throw new IOException(e.getMessage(), e);
          }
        });
  }

  /** A file that was only touched or copied is no other. */
  private List<Difference> data(PublishedVersion first, PublishedVersion second) {
    Map<String, FileMark> before = files(first);
    Map<String, FileMark> now = files(second);
    Map<String, String> firstWords = new LinkedHashMap<>();
    Map<String, String> secondWords = new LinkedHashMap<>();
    before.forEach((key, file) -> firstWords.put(key, words(file, now.get(key))));
    now.forEach((key, file) -> secondWords.put(key, words(file, before.get(key))));
    return sideBySide("data", firstWords, secondWords);
  }

  /** The files that a version learnt from, by source and path. */
  private Map<String, FileMark> files(PublishedVersion version) {
    return values(
        version,
        DataCursor.FILE,
        json -> {
          Map<String, FileMark> files = new LinkedHashMap<>();
          DataCursor cursor = cursor(json);
          cursor
              .sources()
              .forEach(
                  (source, marks) ->
                      marks.forEach(file -> files.put(source + ": " + file.path(), file)));
          cursor
              .labels()
              .forEach(
                  (source, table) ->
                      files.put(source + ", labels: " + table.file().path(), table.file()));
          return files;
        });
  }

  private static DataCursor cursor(byte[] json) throws IOException {
    try {
      return DataCursor.parse(new String(json, UTF_8));
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * @param other what the other version knows of the file; null if it does not know it
   */
  private static String words(FileMark file, FileMark other) {
    String bytes = file.bytes() + " bytes";
    return other != null && file.hasContentOf(other)
        ? bytes
        : bytes + " of " + Instant.ofEpochMilli(file.modified());
  }

  /** A line for each layer, if both have encoders that can be compared. */
  private List<Difference> features(PublishedVersion first, PublishedVersion second) {
    Optional<TrainedNetwork> before = encoder(first);
    Optional<TrainedNetwork> now = encoder(second);
    if (before.isEmpty() || now.isEmpty() || !readSameInputs(before.get(), now.get())) {
      return List.of();
    }
    return new FeatureMatch(before.get(), now.get())
        .layers().stream().map(VersionDiff::difference).toList();
  }

  private static boolean readSameInputs(TrainedNetwork before, TrainedNetwork now) {
    return before.stack().input().size() == now.stack().input().size();
  }

  private static Difference difference(MatchedLayer layer) {
    String all = layer.unitsBefore() + " units";
    boolean same = layer.count(MatchedUnit.Fate.STAYED) == layer.units().size();
    return new Difference(
        "features",
        "layer " + layer.number(),
        Optional.of(all),
        Optional.of(same && layer.gone() == 0 ? all : layer.summary()));
  }

  private Optional<TrainedNetwork> encoder(PublishedVersion version) {
    return has(version, "encoder.zip")
        ? Optional.of(
            new VerifiedFiles(registry, version)
                .read("encoder.zip", zip -> TrainedNetwork.readDl4j(new ByteArrayInputStream(zip))))
        : Optional.empty();
  }

  private static boolean has(PublishedVersion version, String file) {
    return version.files().stream().anyMatch(each -> each.name().equals(file));
  }

  /** What a file says; nothing if the version has no such file. */
  private <T> Map<String, T> values(
      PublishedVersion version, String file, VerifiedFiles.Parser<Map<String, T>> parser) {
    return has(version, file) ? new VerifiedFiles(registry, version).read(file, parser) : Map.of();
  }
}
