package io.lamina.jobs.data.csv;

import io.lamina.jobs.data.source.Counted;
import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.ValueScale;
import io.lamina.zoo.plan.data.CsvColumn;
import io.lamina.zoo.plan.data.CsvColumn.Kind;
import io.lamina.zoo.plan.data.CsvLabel;
import io.lamina.zoo.plan.data.DataSource.Csv;
import io.lamina.zoo.preprocessing.InputColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVRecord;

/** The columns of a table: what the plan says of them, and what its first line does. */
final class CsvTable {
  private final Csv source;
  private final TextLines.Line first;
  private final CSVRecord cells;
  private final Map<Integer, CsvColumn> said = new HashMap<>();

  /**
   * @param first the first line: a header, or an example
   * @throws DataException if it has no such columns as the plan says
   */
  CsvTable(Csv source, TextLines.Line first) {
    this.source = source;
    this.first = first;
    this.cells = CsvExample.cells(first);
    source.columns().forEach(column -> said.put(column.column(), column));
    source.label().ifPresent(label -> requireColumn("label", label.column()));
    source.columns().forEach(column -> requireColumn("columns", column.column()));
    if (IntStream.range(0, cells.size()).noneMatch(this::isInput)) {
      throw new DataException(
          first.where()
              + " has "
              + (cells.size() == 1 ? "the label column only" : "no column but label and ignored")
              + ", there is nothing to learn from"
              + separatorRemedy().map(remedy -> " (" + remedy + ")").orElse(""));
    }
  }

  private void requireColumn(String key, int column) {
    if (column >= cells.size()) {
      throw new DataException(
          String.format(
              "%s has %s, there is no %s %d (%s)",
              first.where(),
              new Counted(cells.size(), "column"),
              key.equals("label") ? "label column" : "column",
              column,
              separatorRemedy()
                  .orElse(
                      cells.size() == 1
                          ? "set " + key + " to 0"
                          : "set " + key + " to 0 to " + (cells.size() - 1))));
    }
  }

  private Optional<String> separatorRemedy() {
    return CsvExample.separatorRemedy(cells, first.where());
  }

  private boolean isInput(int column) {
    return !isLabel(column) && kind(column) != Kind.IGNORED;
  }

  private boolean isLabel(int column) {
    return source.label().map(CsvLabel::column).filter(label -> label == column).isPresent();
  }

  private Kind kind(int column) {
    return said.containsKey(column) ? said.get(column).kind() : Kind.NUMERIC;
  }

  /** The categorical columns of which the plan does not list the categories, by their names. */
  Map<String, Integer> open() {
    Map<String, Integer> open = new HashMap<>();
    for (CsvColumn column : source.columns()) {
      if (column.kind() == Kind.CATEGORICAL && column.categories().isEmpty()) {
        open.put(name(column.column()), column.column());
      }
    }
    return open;
  }

  private String name(int column) {
    String standard = source.header() ? cells.get(column) : "column " + column;
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
        .mapToObj(column -> new InputColumn(name(column), categories(column, categories)))
        .toList();
  }

  private List<String> categories(int column, Map<String, List<String>> found) {
    if (kind(column) != Kind.CATEGORICAL) {
      return List.of();
    }
    List<String> listed = said.get(column).categories();
    return listed.isEmpty() ? found.get(name(column)) : listed;
  }

  /** What becomes of each column. */
  List<CsvField> fields(Map<String, List<String>> categories) {
    ValueScale scale = ValueScale.of(source.range());
    List<CsvField> fields = new ArrayList<>();
    for (int column = 0; column < cells.size(); column++) {
      if (!isInput(column)) {
        fields.add(new CsvField.Skipped());
      } else if (kind(column) == Kind.CATEGORICAL) {
        fields.add(new CsvField.Categorical(column, name(column), categories(column, categories)));
      } else {
        fields.add(new CsvField.Numeric(column, scale));
      }
    }
    return fields;
  }
}
