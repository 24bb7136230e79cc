package io.lamina.zoo.registry;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.registry.store.LogEntry;
import io.lamina.zoo.registry.store.Numbers;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An entry in the log of an alias: since then it has named this version.
 *
 * @param number 1, 2, …; the highest counts
 * @param id no other entry has it
 * @param version the number of the version
 * @param at when, by the clock of who wrote it, to the millisecond
 * @param change why, and by whom
 */
public record AliasEntry(int number, String id, int version, Instant at, AliasChange change) {
  private static final String VERSION = "version";
  private static final String AT = "at";

  public AliasEntry {
    requireNonNull(id, "id is null");
    requireNonNull(at, "at is null");
    requireNonNull(change, "change is null");
  }

  /** {@code v1}, {@code v2}, …: the name of the version. */
  public String versionName() {
    return Numbers.name(version);
  }

  static Map<String, Object> fields(int version, Instant at, AliasChange change) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(VERSION, version);
    fields.put(AT, at.toEpochMilli());
    fields.putAll(change.fields());
    return fields;
  }

  /**
   * @throws IllegalArgumentException if the entry is not that of an alias
   */
  static AliasEntry of(LogEntry entry) {
    Map<String, Object> fields = entry.fields();
    if (fields.get(VERSION) instanceof Number version && fields.get(AT) instanceof Number at) {
      return new AliasEntry(
          entry.number(),
          entry.id(),
          version.intValue(),
          Instant.ofEpochMilli(at.longValue()),
          AliasChange.of(fields));
    }
    throw new IllegalArgumentException("entry " + entry.number() + " names no version");
  }
}
