package io.lamina.examples;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of the table that examples are rows of, as {@code preprocessing.json} lists them:
 * those that are inputs, in their order.
 */
final class Columns {
  private final List<Column> columns = new ArrayList<>();
  private final ValueRange range;

  Columns(JsonNode list, ValueRange range) {
    this.range = range;
    list.forEach(column -> columns.add(Column.of(column)));
  }

  /** Whether examples are rows of no table, and a cell is an input. */
  boolean isEmpty() {
    return columns.isEmpty();
  }

  /** The inputs that a line is: a category becomes one 1 among zeros, as does a missing cell. */
  double[] inputs(ExampleLine line) {
    line.requireCells(columns.size());
    double[] inputs = new double[columns.stream().mapToInt(Column::inputs).sum()];
    int next = 0;
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).read(line, i, range, inputs, next);
      next += columns.get(i).inputs();
    }
    return inputs;
  }

  /**
   * A column.
   *
   * @param missing whether it has one more input, the last, for cells that are missing
   */
  private record Column(String name, List<String> categories, boolean missing) {
    static Column of(JsonNode column) {
      List<String> categories = new ArrayList<>();
      column.path("categories").forEach(category -> categories.add(category.asText()));
      boolean missing = column.path("missing").asBoolean();
      return new Column(column.required("name").asText(), categories, missing);
    }

    int inputs() {
      return Math.max(1, categories.size()) + (missing ? 1 : 0);
    }

    void read(ExampleLine line, int cell, ValueRange range, double[] inputs, int first) {
      if (missing && range.isMissing(line, cell)) {
        inputs[first + inputs() - 1] = 1;
      }
      if (categories.isEmpty()) {
        inputs[first] = range.scaled(line, cell);
      } else if (!missing || !range.isMissing(line, cell)) {
        inputs[first + category(line, cell)] = 1;
      }
    }

    private int category(ExampleLine line, int cell) {
      int place = categories.indexOf(line.text(cell));
      if (place < 0) {
        throw line.wrong(cell, "is no category of " + name);
      }
      return place;
    }
  }
}
