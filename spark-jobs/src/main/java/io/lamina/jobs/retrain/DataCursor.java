package io.lamina.jobs.retrain;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
 * @param labels the table of labels of each source that learns from one, by the same keys
 */
public record DataCursor(
    Map<String, List<FileMark>> sources,
    Map<String, TableMark> tables,
    Map<String, LabelMark> labels) {
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
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /** Without tables of labels. */
  public DataCursor(Map<String, List<FileMark>> sources, Map<String, TableMark> tables) {
    this(sources, tables, Map.of());
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

  /** The table of labels that a source learns from, if there is one. */
  Optional<LabelMark> label(String source) {
    return Optional.ofNullable(labels.get(source));
  }

  /** The files of a source; none where it is not there. */
  public List<FileMark> files(String source) {
    return sources.getOrDefault(source, List.of());
  }

  /** The key of a source that a model learns from and that has no settled file yet, if any. */
  public Optional<String> waiting() {
    return sources.entrySet().stream()
        .filter(source -> !source.getKey().equals(TEST) && source.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .findFirst();
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
    changed.addAll(changedLabels(earlier));
    return new DataChange(added, changed, gone, newTables(earlier));
  }

  private List<String> changedLabels(DataCursor earlier) {
    List<String> changed = new ArrayList<>();
    labels.forEach(
        (key, table) ->
            Optional.ofNullable(earlier.labels.get(key))
                .flatMap(table::changeSince)
                .ifPresent(changed::add));
    return changed;
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
          files.forEach(file -> write(file, list.addObject()));
        });
    if (!tables.isEmpty()) {
      ObjectNode marks = root.putObject("tables");
      tables.forEach(
          (key, table) ->
              marks.putObject(key).put("path", table.path()).put("version", table.version()));
    }
    if (!labels.isEmpty()) {
      ObjectNode marks = root.putObject("labels");
      labels.forEach((key, table) -> write(table, marks.putObject(key)));
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(FileMark file, ObjectNode fields) {
    fields.put("path", file.path());
    fields.put("bytes", file.bytes());
    fields.put("modified", file.modified());
    file.checksum().ifPresent(checksum -> fields.put("checksum", checksum));
  }

  private static void write(LabelMark table, ObjectNode fields) {
    write(table.file(), fields);
    fields.put("name", table.name());
    fields.put("column", table.column());
    ArrayNode lines = fields.putArray("rows");
    table.rows().text().forEach(lines::add);
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
      Map<String, LabelMark> labels = new HashMap<>();
      root.path("labels").properties().forEach(e -> labels.put(e.getKey(), labels(e.getValue())));
      return new DataCursor(sources, tables, labels);
    } catch (IOException e) {
      throw new IllegalArgumentException("not a list of data files: " + e.getMessage(), e);
    }
  }

  private static TableMark table(JsonNode fields) {
    return new TableMark(fields.path("path").asText(), fields.path("version").asLong());
  }

  private static LabelMark labels(JsonNode fields) {
    List<String> lines = new ArrayList<>();
    fields.path("rows").forEach(line -> lines.add(line.asText()));
    return new LabelMark(
        file(fields),
        fields.path("name").asText(),
        fields.path("column").asText(),
        LabelRows.parse(lines));
  }

  private static List<FileMark> files(JsonNode list) {
    List<FileMark> files = new ArrayList<>();
    list.forEach(fields -> files.add(file(fields)));
    return files;
  }

  private static FileMark file(JsonNode fields) {
    return new FileMark(
        fields.path("path").asText(),
        fields.path("bytes").asLong(),
        fields.path("modified").asLong(),
        Optional.ofNullable(fields.get("checksum")).map(JsonNode::asText));
  }

  /**
   * What identifies the data, in lower-case hexadecimal digits: the SHA-256 of {@link #toJson}'s
   * text, of tables of labels with their rows alone. They are written anew every day.
   */
  public String sha256() {
    Map<String, LabelMark> rows = new HashMap<>();
    labels.forEach((key, table) -> rows.put(key, table.ofRowsAlone()));
    String text = new DataCursor(sources, tables, rows).toJson();
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
