package io.lamina.jobs.cli.models.diff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import io.lamina.zoo.registry.VerifiedFiles;
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
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public VersionDiff {
    requireNonNull(registry, "registry is null");
  }

  /**
   * What both say, also what is the same: plan, figures and data files in this order.
   *
   * @throws io.lamina.zoo.registry.RegistryException if a file is damaged
   */
  public List<Difference> of(PublishedVersion first, PublishedVersion second) {
    List<Difference> all = new ArrayList<>();
    all.addAll(sideBySide("plan", plan(first), plan(second)));
    all.addAll(sideBySide("figures", figures(first), figures(second)));
    all.addAll(sideBySide("data", data(first), data(second)));
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

  /** The files that a version learnt from, by source and path. */
  private Map<String, String> data(PublishedVersion version) {
    return values(
        version,
        "data.json",
        json -> {
          Map<String, String> files = new LinkedHashMap<>();
          for (Map.Entry<String, JsonNode> source :
              JSON.readTree(json).path("sources").properties()) {
            for (JsonNode file : source.getValue()) {
              files.put(source.getKey() + ": " + file.path("path").asText(), mark(file));
            }
          }
          return files;
        });
  }

  private static String mark(JsonNode file) {
    return file.path("bytes").asLong()
        + " bytes of "
        + Instant.ofEpochMilli(file.path("modified").asLong());
  }

  /** What a file says; nothing if the version has no such file. */
  private Map<String, String> values(
      PublishedVersion version, String file, VerifiedFiles.Parser<Map<String, String>> parser) {
    boolean there = version.files().stream().anyMatch(each -> each.name().equals(file));
    return there ? new VerifiedFiles(registry, version).read(file, parser) : Map.of();
  }
}
