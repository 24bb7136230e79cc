package io.lamina.zoo.plan.data.tables;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.data.source.DataSource;
import io.lamina.zoo.plan.data.source.MissingValues;
import io.lamina.zoo.plan.data.source.SourceKeys;
import io.lamina.zoo.plan.data.source.SourcePath;
import io.lamina.zoo.plan.data.source.ValueRange;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Kind;
import io.lamina.zoo.plan.yaml.PlanRuleException;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Comma-separated values, an example a line.
 *
 * @param path what to read
 * @param header whether each file's first line is a header
 * @param label the label, where there is one
 * @param range the numbers that map to 0 and to 1; without it they are taken as they are
 * @param columns those that are not just numbers, or that have names
 * @param missing what becomes of cells that hold no value; if empty, they are errors
 */
public record Csv(
    SourcePath path,
    boolean header,
    Optional<CsvLabel> label,
    Optional<ValueRange> range,
    List<CsvColumn> columns,
    Optional<MissingValues> missing)
    implements DataSource {
  public static final Kind<SourceKeys, DataSource> FORMAT = new Kind<>("csv", Csv::read);

  public Csv {
    requireNonNull(path, "path is null");
    requireNonNull(label, "label is null");
    requireNonNull(range, "range is null");
    columns = List.copyOf(columns);
    requireNonNull(missing, "missing is null");
    Set<ColumnKey> taken = new HashSet<>();
    label.ifPresent(l -> taken.add(l.column()));
    label.ifPresent(l -> l.column().requireHeader("label", header));
    for (int i = 0; i < columns.size(); i++) {
      ColumnKey column = columns.get(i).column();
      String key = "columns[" + i + "].column";
      column.requireHeader(key, header);
      if (!taken.add(column)) {
        throw new PlanRuleException(key, column, "is the label, or another item's column too");
      }
      requireNoMark("columns[" + i + "].categories", columns.get(i), missing);
    }
  }

  /** A text is a category, or says that there is none. */
  private static void requireNoMark(String key, CsvColumn column, Optional<MissingValues> missing) {
    List<String> marks = missing.map(MissingValues::marks).orElse(List.of());
    if (!Collections.disjoint(column.categories(), marks)) {
      throw new PlanRuleException(
          key,
          column.categories(),
          "has one of missing.marks, which is an input of its own and no category");
    }
  }

  /** Of tables that lack no value. */
  public Csv(
      SourcePath path,
      boolean header,
      Optional<CsvLabel> label,
      Optional<ValueRange> range,
      List<CsvColumn> columns) {
    this(path, header, label, range, columns, Optional.empty());
  }

  /** The same, of one path. */
  public Csv(
      String path,
      boolean header,
      Optional<CsvLabel> label,
      Optional<ValueRange> range,
      List<CsvColumn> columns) {
    this(SourcePath.of(path), header, label, range, columns);
  }

  private static Optional<DataSource> read(SourceKeys keys) {
    Section source = keys.section();
    Optional<ValueRange> range = ValueRange.read(source);
    Optional<SourcePath> path = SourcePath.required(source);
    Optional<Boolean> header = source.valueOr("header", Form.flag(), false);
    Optional<CsvLabel> label = CsvLabel.read(keys);
    List<Optional<CsvColumn>> columns =
        source.has("columns") ? source.each("columns", CsvColumn::read) : List.of();
    Optional<MissingValues> missing = MissingValues.ofTexts(source);
    return source.build(
        () ->
            new Csv(
                path.orElseThrow(),
                header.orElseThrow(),
                label,
                range,
                columns.stream().map(Optional::orElseThrow).toList(),
                missing));
  }

  /** The same table, whose label is not looked at. */
  public Csv withoutLabel() {
    return new Csv(path, header, Optional.empty(), range, columns, missing);
  }

  @Override
  public List<String> paths() {
    return path.items();
  }

  @Override
  public boolean hasLabels() {
    return label.isPresent();
  }

  @Override
  public List<String> classNames() {
    return label.map(known -> known.names().names()).orElse(List.of());
  }

  @Override
  public boolean namesColumns() {
    return header;
  }

  @Override
  public void requireClasses(String part, int classes) {
    label.ifPresent(known -> known.names().requireClasses(part, classes));
  }

  @Override
  public void write(YamlLines yaml) {
    yaml.put("format", FORMAT.name());
    path.write(yaml);
    yaml.put("header", header);
    label.ifPresent(known -> known.write(yaml));
    ValueRange.write(yaml, range);
    if (!columns.isEmpty()) {
      yaml.group("columns", () -> columns.forEach(column -> yaml.item(() -> column.write(yaml))));
    }
    missing.ifPresent(rule -> rule.write(yaml));
  }
}
