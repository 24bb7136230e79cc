package io.lamina.jobs.cli.models;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.zoo.registry.AliasEntry;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.PublishedVersion;
import java.util.List;
import java.util.Locale;

/**
 * A registry's content for machines: docs/cli.md describes it.
 *
 * @param registry whose content it is
 */
record RegistryJson(ModelRegistry registry) {
  /** Goes up when a reader of the format before would be misled. */
  private static final int FORMAT = 1;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  RegistryJson {
    requireNonNull(registry, "registry is null");
  }

  /** What every answer begins with. */
  ObjectNode head() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("format", FORMAT)
        .put("registry", registry.location());
  }

  /** The same, of one model. */
  ObjectNode head(String model) {
    return head().put("model", model);
  }

  /**
   * A version.
   *
   * @param aliases those that name it
   */
  ObjectNode version(PublishedVersion version, List<String> aliases) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("model", version.model())
            .put("version", version.name())
            .put("publishedAt", version.publishedAt().toString())
            .put("id", version.manifest().id())
            .put("location", version.location());
    node.set("summary", JSON.valueToTree(version.summary()));
    aliases.forEach(node.putArray("aliases")::add);
    return node;
  }

  /** An entry of an alias. */
  ObjectNode entry(AliasEntry entry) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("entry", entry.number())
            .put("id", entry.id())
            .put("version", entry.versionName())
            .put("at", entry.at().toString())
            .put("why", entry.change().why().name().toLowerCase(Locale.ROOT))
            .put("who", entry.change().who());
    entry.change().run().ifPresent(run -> node.put("run", run));
    entry.change().note().ifPresent(note -> node.put("note", note));
    entry.change().gates().ifPresent(digest -> node.put("gatesSha256", digest));
    entry.change().epoch().ifPresent(epoch -> node.put("leaseEpoch", epoch));
    return node;
  }

  /** An entry, with what the gates said. */
  ObjectNode entry(AliasEntry entry, GateReading gates) {
    ObjectNode node = entry(entry);
    gates.record().ifPresent(record -> node.set("gates", record.json()));
    gates.problem().ifPresent(problem -> node.put("gatesProblem", problem));
    return node;
  }
}
