package io.lamina.jobs.cli.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lamina.jobs.gate.GateRecord;
import io.lamina.jobs.gate.GateResult;
import io.lamina.zoo.registry.AliasEntry;
import io.lamina.zoo.registry.ModelRegistry;
import io.lamina.zoo.registry.RegistryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the gates said when an alias was moved.
 *
 * @param record of the gates, if the entry names one and it can be read
 * @param problem why it cannot be read, if it cannot
 */
record GateReading(Optional<Kept> record, Optional<String> problem) {
  GateReading {
    requireNonNull(record, "record is null");
    requireNonNull(problem, "problem is null");
  }

  /**
   * A record.
   *
   * @param gates what it says
   * @param json as it was kept
   */
  record Kept(GateRecord gates, JsonNode json) {
    static Kept parse(byte[] content) {
      String text = new String(content, UTF_8);
      try {
        return new Kept(GateRecord.of(text), JsonMapper.builder().build().readTree(text));
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException(e.getOriginalMessage(), e);
      }
    }
  }

  /** Reads the record that an entry of a model's alias names. */
  static GateReading of(ModelRegistry registry, String model, AliasEntry entry) {
    return entry
        .change()
        .gates()
        .map(digest -> read(registry, model, digest))
        .orElseGet(() -> new GateReading(Optional.empty(), Optional.empty()));
  }

  private static GateReading read(ModelRegistry registry, String model, String digest) {
    try {
      return registry
          .records(model)
          .find(digest)
          .map(content -> new GateReading(Optional.of(Kept.parse(content)), Optional.empty()))
          .orElseGet(() -> unreadable(digest, "it is missing (restore it from a copy)"));
    } catch (RegistryException e) {
      return unreadable(digest, e.getMessage());
    } catch (IllegalArgumentException e) {
      return unreadable(digest, e.getMessage() + " (read it with the Lamina that wrote it)");
    }
  }

  private static GateReading unreadable(String digest, String why) {
    return new GateReading(
        Optional.empty(),
        Optional.of("the record " + digest + " of the gates cannot be read: " + why));
  }

  /** For people: a line for each gate. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    record.ifPresent(
        kept -> {
          for (GateResult result : kept.gates().results()) {
            lines.add(result.gate() + ": " + result.verdict().words() + ": " + result.sentence());
          }
          kept.gates()
              .force()
              .ifPresent(force -> lines.add("forced by " + force.by() + ": " + force.reason()));
        });
    problem.ifPresent(lines::add);
    return lines;
  }
}
