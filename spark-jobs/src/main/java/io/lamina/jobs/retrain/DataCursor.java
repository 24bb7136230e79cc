package io.lamina.jobs.retrain;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a retraining reads: of each source of the plan the files that were settled, or the version
 * of its table. A version that was trained by {@code lamina retrain} has it in {@value #FILE}.
 *
 * @param sources the files of each source, by the source's key in the plan; sorted by path
 * @param tables the table of each source that is one, by the same keys
 */
public record DataCursor(Map<String, List<FileMark>> sources, Map<String, TableMark> tables) {
  /** The name of its file in a version. */
  public static final String FILE = "data.json";

  /** The key of the source that only judges. */
  static final String TEST = "test";

  private static final int FORMAT = 1;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public DataCursor {
    Map<String, List<FileMark>> sorted = new TreeMap<>();
    sources.forEach(
        (key, files) ->
            sorted.put(key, files.stream().sorted(Comparator.comparing(FileMark::path)).toList()));
    sources = Collections.unmodifiableMap(sorted);
    tables = Collections.unmodifiableMap(new TreeMap<>(tables));
  }

  /** Of files alone. */
  public DataCursor(Map<String, List<FileMark>> sources) {
    this(sources, Map.of());
  }

  /** No data at all. */
  public static DataCursor none() {
    return new DataCursor(Map.of());
  }

  /** The table of a source, if it is one. */
  public Optional<TableMark> table(String source) {
    return Optional.ofNullable(tables.get(source));
  }

  /** The files of a source; none where it is not there. */
  public List<FileMark> files(String source) {
    return sources.getOrDefault(source, List.of());
  }

  /** A source's files, by their paths. */
  Map<String, FileMark> marks(String source) {
    return files(source).stream().collect(Collectors.toMap(FileMark::path, mark -> mark));
  }

  /**
   * What has changed since an earlier cursor. A file that two sources read counts once.
   *
   * @param earlier the champion's
   */
  public DataChange since(DataCursor earlier) {
    Map<String, FileMark> before = earlier.byPath();
    Map<String, FileMark> now = byPath();
    List<FileMark> added = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    now.forEach(
        (path, file) ->
            Optional.ofNullable(before.get(path))
                .ifPresentOrElse(
                    was -> {
                      if (!file.hasContentOf(was)) {
                        changed.add(path);
                      }
                    },
                    () -> added.add(file)));
    List<String> gone = before.keySet().stream().filter(path -> !now.containsKey(path)).toList();
    return new DataChange(added, changed, gone, newTables(earlier));
  }

  /** Tables that have another version than an earlier cursor's, or that are not in it. */
  private List<TableMark> newTables(DataCursor earlier) {
    return tables.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(TEST))
        .map(Map.Entry::getValue)
        .filter(table -> !earlier.tables.containsValue(table))
        .distinct()
        .toList();
  }

  /** Of what only judges, nothing is learnt. */
  private Map<String, FileMark> byPath() {
    Map<String, FileMark> files = new TreeMap<>();
    sources.forEach(
        (key, all) -> {
          if (!key.equals(TEST)) {
            all.forEach(file -> files.put(file.path(), file));
          }
        });
    return files;
  }

  /** Equal cursors give equal text. */
  public String toJson() {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    ObjectNode all = root.putObject("sources");
    sources.forEach(
        (key, files) -> {
          var list = all.putArray(key);
          for (FileMark file : files) {
            ObjectNode fields = list.addObject();
            fields.put("path", file.path());
            fields.put("bytes", file.bytes());
            fields.put("modified", file.modified());
            file.checksum().ifPresent(checksum -> fields.put("checksum", checksum));
          }
        });
    if (!tables.isEmpty()) {
      ObjectNode marks = root.putObject("tables");
      tables.forEach(
          (key, table) ->
              marks.putObject(key).put("path", table.path()).put("version", table.version()));
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if this is something else
   */
  public static DataCursor parse(String json) {
    try {
      JsonNode root = JSON.readTree(json);
      if (root.path("format").asInt() != FORMAT || !root.path("sources").isObject()) {
        throw new IllegalArgumentException(
            "not a list of data files: format is " + root.path("format") + ", must be " + FORMAT);
      }
      Map<String, List<FileMark>> sources = new HashMap<>();
      root.get("sources").properties().forEach(e -> sources.put(e.getKey(), files(e.getValue())));
      Map<String, TableMark> tables = new HashMap<>();
      root.path("tables").properties().forEach(e -> tables.put(e.getKey(), table(e.getValue())));
      return new DataCursor(sources, tables);
    } catch (IOException e) {
      throw new IllegalArgumentException("not a list of data files: " + e.getMessage(), e);
    }
  }

  private static TableMark table(JsonNode fields) {
    return new TableMark(fields.path("path").asText(), fields.path("version").asLong());
  }

  private static List<FileMark> files(JsonNode list) {
    List<FileMark> files = new ArrayList<>();
    for (JsonNode file : list) {
      files.add(
          new FileMark(
              file.path("path").asText(),
              file.path("bytes").asLong(),
              file.path("modified").asLong(),
              Optional.ofNullable(file.get("checksum")).map(JsonNode::asText)));
    }
    return files;
  }

  /** The SHA-256 of {@link #toJson}'s text, in lower-case hexadecimal digits. */
  public String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(toJson().getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
