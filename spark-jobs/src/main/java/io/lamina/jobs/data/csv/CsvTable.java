package io.lamina.jobs.data.csv;

import io.lamina.jobs.data.source.Counted;
import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.ValueScale;
import io.lamina.zoo.plan.data.source.MissingValues;
import io.lamina.zoo.plan.data.tables.ColumnKey;
import io.lamina.zoo.plan.data.tables.Csv;
import io.lamina.zoo.plan.data.tables.CsvColumn;
import io.lamina.zoo.plan.data.tables.CsvColumn.Kind;
import io.lamina.zoo.preprocessing.InputColumn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The columns of a table: what the plan says of them, and what its first line does. */
final class CsvTable {
  private final Csv source;
  private final CsvCells cells;
  private final OptionalInt label;
  private final Optional<MissingValues> missing;
  private final Map<Integer, CsvColumn> said = new HashMap<>();

  /**
   * @param cells the first line: a header, or an example
   * @param missing what the unlabeled data say of missing values, from which it follows what inputs
   *     there are
   * @throws DataException if it has no such columns as the plan says
   */
  CsvTable(Csv source, CsvCells cells, Optional<MissingValues> missing) {
    this.source = source;
    this.cells = cells;
    this.missing = missing;
    this.label =
        source.label().stream().mapToInt(each -> place("label", each.column())).findFirst();
    source.columns().forEach(this::take);
    if (IntStream.range(0, cells.size()).noneMatch(this::isInput)) {
      throw new DataException(
          cells.where()
              + " has "
              + (cells.size() == 1 ? "the label column only" : "no column but label and ignored")
              + ", there is nothing to learn from"
              + cells.separatorRemedy().map(remedy -> " (" + remedy + ")").orElse(""));
    }
  }

  private void take(CsvColumn column) {
    int place = place("columns", column.column());
    if (isLabel(place) || said.put(place, column) != null) {
      throw new DataException(
          String.format(
              "%s: column %s of columns is the label, or another item's column too (columns count "
                  + "from 0; name each column once)",
              cells.where(), column.column()));
    }
  }

  /**
   * Where a column is.
   *
   * @param key of the plan that names it
   */
  int place(String key, ColumnKey column) {
    int place = column.number().orElseGet(() -> named(key, column.text()));
    if (place >= cells.size()) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s has %s, there is no %s %d (%s)",
              cells.where(),
              new Counted(cells.size(), "column"),
              key.equals("label") ? "label column" : "column",
              place,
              cells
                  .separatorRemedy()
                  .orElse(
                      cells.size() == 1
                          ? "set " + key + " to 0"
                          : "set " + key + " to 0 to " + (cells.size() - 1))));
    }
    return place;
  }

  private int named(String key, String name) {
    List<String> names = cells.texts();
    if (Collections.frequency(names, name) != 1) {
      throw new DataException(
          String.format(
              "%s has %s column '%s', its columns are %s (set %s to one of these, or to its "
                  + "number, counted from 0%s)",
              cells.where(),
              names.contains(name) ? "more than one" : "no",
              CsvCell.shown(name),
              CsvCell.shown(String.join(", ", names)),
              key,
              key.equals("label") ? "; unlabeled data need none: leave it out there" : ""));
    }
    return names.indexOf(name);
  }

  private boolean isInput(int column) {
    return !isLabel(column) && kind(column) != Kind.IGNORED;
  }

  private boolean isLabel(int column) {
    return label.isPresent() && label.getAsInt() == column;
  }

  private Kind kind(int column) {
    return said.containsKey(column) ? said.get(column).kind() : Kind.NUMERIC;
  }

  /** The categorical columns of which the plan does not list the categories, by their names. */
  Map<String, Integer> open() {
    Map<String, Integer> open = new HashMap<>();
    said.forEach(
        (place, column) -> {
          if (column.kind() == Kind.CATEGORICAL && column.categories().isEmpty()) {
            open.put(name(place), place);
          }
        });
    return open;
  }

  private String name(int column) {
    String standard = source.header() ? cells.get(column).raw() : "column " + column;
    return said.containsKey(column) ? said.get(column).name().orElse(standard) : standard;
  }

  /**
   * The columns that are inputs.
   *
   * @param categories those of {@link #open} columns, by name
   */
  List<InputColumn> inputs(Map<String, List<String>> categories) {
    return IntStream.range(0, cells.size())
        .filter(this::isInput)
        .mapToObj(
            column ->
                new InputColumn(name(column), categories(column, categories), hasIndicator(column)))
        .toList();
  }

  /** Whether there is an input that says whether the cell is missing. */
  private boolean hasIndicator(int column) {
    return missing.filter(rule -> kind(column) == Kind.CATEGORICAL || rule.indicator()).isPresent();
  }

  private List<String> categories(int column, Map<String, List<String>> found) {
    if (kind(column) != Kind.CATEGORICAL) {
      return List.of();
    }
    List<String> listed = said.get(column).categories();
    return listed.isEmpty() ? found.get(name(column)) : listed;
  }

  /**
   * What becomes of each column.
   *
   * @param places the place of each input column among those of {@code order}
   * @param order the columns that are inputs, in the order of the inputs
   */
  List<CsvColumnReader> readers(
      Map<String, List<String>> categories, List<Integer> places, List<InputColumn> order) {
    ValueScale scale = ValueScale.of(source.range());
    List<Integer> firsts = firstInputs(order);
    List<CsvColumnReader> readers = new ArrayList<>();
    int inputs = 0;
    for (int column = 0; column < cells.size(); column++) {
      if (isInput(column)) {
        int first = firsts.get(places.get(inputs++));
        readers.add(new CsvColumnReader(field(column, categories, scale), first));
      } else {
        readers.add(new CsvColumnReader(new CsvField.Skipped(), 0));
      }
    }
    return readers;
  }

  private CsvField field(int column, Map<String, List<String>> categories, ValueScale scale) {
    MissingCells gaps = MissingCells.of(source.missing());
    boolean indicator = hasIndicator(column);
    return kind(column) == Kind.CATEGORICAL
        ? new CsvField.Categorical(name(column), categories(column, categories), gaps, indicator)
        : new CsvField.Numeric(scale, gaps, indicator);
  }

  private static List<Integer> firstInputs(List<InputColumn> order) {
    List<Integer> firsts = new ArrayList<>();
    int next = 0;
    for (InputColumn column : order) {
      firsts.add(next);
      next += column.inputs();
    }
    return firsts;
  }
}
