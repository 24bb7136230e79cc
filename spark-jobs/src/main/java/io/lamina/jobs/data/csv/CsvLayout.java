package io.lamina.jobs.data.csv;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each file has the columns of a table.
 *
 * @param orders by file, the place of each of the table's columns; none of a file that has them as
 *     the first file has
 */
record CsvLayout(Map<String, List<Integer>> orders) implements Serializable {
  private static final long serialVersionUID = 1;

  CsvLayout {
    orders = new HashMap<>(orders);
  }

  /** The cells of a line, in the order of the table's columns; of a ragged line as they are. */
  CsvCells cells(TextLines.Line line) {
    CsvCells cells = CsvCells.of(line);
    List<Integer> order = orders.get(line.file());
    return order == null || order.size() != cells.size() ? cells : cells.arranged(order);
  }
}
