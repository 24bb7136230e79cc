package io.lamina.zoo.plan.data.tables;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.data.source.SourcePath;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Where Spark finds a table: one of a reader, a table of its catalog, and a query. Immutable.
 *
 * @param reader the name of a reader of Spark's, such as {@code avro}
 * @param options of the reader
 * @param path that the reader reads, where it reads one
 * @param table the name of a table
 * @param query a SELECT
 */
public record TablePlace(
    Optional<String> reader,
    SortedMap<String, String> options,
    Optional<SourcePath> path,
    Optional<String> table,
    Optional<String> query) {
  private static final String WHERE = "say where the table is: by reader, table or query";
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");

  /** A plan is kept beside the run and the model: what it says is no secret. */
  private static final Pattern SECRET =
      Pattern.compile(".*(password|secret|token|credential|accesskey|access\\.key).*");

  public TablePlace {
    requireNonNull(reader, "reader is null");
    options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    requireNonNull(path, "path is null");
    requireNonNull(table, "table is null");
    requireNonNull(query, "query is null");
    requireOne(reader, table, query);
    if (reader.isEmpty()) {
      path.ifPresent(value -> refuse("path", value, "needs a reader: say which, such as avro"));
      if (!options.isEmpty()) {
        refuse("options", options.keySet(), "are a reader's: say which reader, or remove them");
      }
    }
    options.keySet().forEach(TablePlace::requireOption);
  }

  /** Files that a reader of Spark's reads. */
  public static TablePlace files(String reader, String path) {
    return new TablePlace(
        Optional.of(reader),
        Collections.emptySortedMap(),
        Optional.of(SourcePath.of(path)),
        Optional.empty(),
        Optional.empty());
  }

  private static void requireOne(
      Optional<String> reader, Optional<String> table, Optional<String> query) {
    if (reader.isEmpty() && table.isEmpty() && query.isEmpty()) {
      refuse("reader", "", WHERE);
    }
    reader
        .flatMap(any -> table)
        .ifPresent(name -> refuse("table", name, "cannot be combined with reader"));
    reader
        .flatMap(any -> query)
        .ifPresent(text -> refuse("query", text, "cannot be combined with reader"));
    table
        .flatMap(any -> query)
        .ifPresent(text -> refuse("query", text, "cannot be combined with table"));
  }

  private static void requireOption(String name) {
    if (!NAME.matcher(name).matches()) {
      refuse("options", name, "must have names of letters, digits, dots, dashes and underscores");
    }
    if (name.equalsIgnoreCase("path") || name.equalsIgnoreCase("paths")) {
      refuse("options", name, "is no option here: set path beside reader");
    }
    if (SECRET.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
      refuse(
          "options",
          name,
          "must hold no secrets, for a plan is kept with the run and the model: give them to "
              + "Spark's configuration, or use a table of its catalog");
    }
  }

  private static void refuse(String key, Object value, String rule) {
    throw new PlanRuleException(key, value, rule);
  }

  static Optional<TablePlace> read(Section source) {
    Optional<String> reader = source.optional("reader", Form.text());
    Optional<SourcePath> path = SourcePath.optional(source);
    Map<String, Optional<String>> options = source.named("options", Form.line());
    Optional<String> table = source.optional("table", Form.text());
    Optional<String> query = source.optional("query", Form.text());
    if (!source.has("reader") && !source.has("table") && !source.has("query")) {
      source.report("reader", "is missing", WHERE);
      return Optional.empty();
    }
    return source.checked(() -> new TablePlace(reader, present(options), path, table, query));
  }

  private static SortedMap<String, String> present(Map<String, Optional<String>> options) {
    SortedMap<String, String> present = new TreeMap<>();
    options.forEach((key, value) -> value.ifPresent(text -> present.put(key, text)));
    return present;
  }

  void write(YamlLines yaml) {
    reader.ifPresent(name -> yaml.put("reader", name));
    path.ifPresent(where -> where.write(yaml));
    if (!options.isEmpty()) {
      yaml.group("options", () -> options.forEach(yaml::put));
    }
    table.ifPresent(name -> yaml.put("table", name));
    query.ifPresent(text -> yaml.put("query", text));
  }
}
