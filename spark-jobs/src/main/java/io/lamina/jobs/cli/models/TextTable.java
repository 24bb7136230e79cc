package io.lamina.jobs.cli.models;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;

/** Rows of texts in columns that are as wide as they need to be. */
final class TextTable {
  private final List<String[]> rows = new ArrayList<>();

  TextTable(String... titles) {
    rows.add(titles);
  }

  /** Adds a row of as many texts as there are titles. */
  void add(String... row) {
    if (row.length != rows.get(0).length) {
      throw new IllegalArgumentException(
          row.length + " texts in a row of a table of " + rows.get(0).length + " columns");
    }
    rows.add(row);
  }

  @Override
  public String toString() {
    Column[] columns = new Column[rows.get(0).length];
    for (int k = 0; k < columns.length; k++) {
      int column = k;
      int width = rows.stream().mapToInt(row -> row[column].length()).max().orElse(0);
      columns[k] = new Column(width + 2, 0, Column.Overflow.SPAN);
    }
    Help.TextTable table = Help.TextTable.forColumns(Help.defaultColorScheme(Ansi.OFF), columns);
    rows.forEach(table::addRowValues);
    return table.toString();
  }
}
