package io.lamina.jobs.data.csv;

import io.lamina.jobs.data.source.DataException;
import java.util.Map;
import java.util.SortedMap;

/**
 * Whether the first line of a table without a header, as the plan says, may be a header.
 *
 * @param first the cells of that line
 */
record HeaderGuess(CsvCells first) {
  /**
   * Refuses a first line without a number whose categories are in no other line: they are the names
   * of columns, as far as can be seen. Where the plan lists the categories, they are known.
   *
   * @param open the columns whose categories were looked for, by name
   * @param found those categories, and whether they are in other lines than first ones
   */
  void refuse(Map<String, Integer> open, Map<String, SortedMap<String, Boolean>> found) {
    boolean alone =
        open.entrySet().stream()
            .noneMatch(column -> isElsewhere(column, found.get(column.getKey())));
    if (!open.isEmpty() && alone && first.cells().stream().noneMatch(CsvCell::isNumber)) {
      throw new DataException(
          String.format(
              "%s: the first line looks like a header: it has no number, and '%s' is in no other"
                  + " line (set header: true; if it is an example, list the categories of its"
                  + " columns in the plan)",
              first.where(),
              CsvCell.shown(first.get(open.values().stream().min(Integer::compare).get()).raw())));
    }
  }

  private boolean isElsewhere(
      Map.Entry<String, Integer> column, SortedMap<String, Boolean> categories) {
    return categories.getOrDefault(first.get(column.getValue()).raw(), true);
  }
}
