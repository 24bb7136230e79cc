package io.lamina.jobs.data.csv;

import io.lamina.jobs.data.source.DataException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The header of a table's first file, beside which those of the other files are looked at.
 *
 * @param cells the names of the columns
 */
record CsvHeader(CsvCells cells) {
  /**
   * Where the other files have the columns, by file; those that have them in this order are not in
   * it.
   *
   * @param firsts the first line of each file
   * @throws DataException if a file has other columns, or no header
   */
  Map<String, List<Integer>> orders(List<TextLines.Line> firsts) {
    Map<String, List<Integer>> orders = new HashMap<>();
    for (TextLines.Line first : firsts) {
      CsvCells other = CsvCells.of(first);
      if (!other.texts().equals(cells.texts())) {
        orders.put(first.file(), order(other));
      }
    }
    return orders;
  }

  private List<Integer> order(CsvCells other) {
    for (String name : cells.texts()) {
      require(other.texts().contains(name), other, "lacks the column '%s' of %s", name);
    }
    for (String name : other.texts()) {
      require(cells.texts().contains(name), other, "has a column '%s', which is not in %s", name);
    }
    requireDifferent(other);
    return cells.texts().stream().map(name -> other.texts().indexOf(name)).toList();
  }

  private void require(boolean right, CsvCells other, String wrong, String name) {
    if (!right) {
      throw new DataException(
          String.format(
              "%s: the first line %s (with header: true each file begins with a header of the same "
                  + "columns: write it into every file)",
              other.where(),
              String.format(Locale.ROOT, wrong, CsvCell.shown(name), cells.where())));
    }
  }

  private static void requireDifferent(CsvCells names) {
    if (new HashSet<>(names.texts()).size() < names.size()) {
      throw new DataException(
          names.where()
              + ": two columns have the same name, and the columns are in another order than in the"
              + " first file (give columns names that differ)");
    }
  }

  /** Refuses what can only be an example: numbers that are the same, or not whole. */
  void requireNames() {
    List<String> texts = cells.texts();
    boolean numbers = cells.cells().stream().allMatch(CsvCell::isNumber);
    boolean countColumns =
        texts.stream().allMatch(text -> text.matches("\\d+"))
            && new HashSet<>(texts).size() == texts.size();
    if (numbers && !countColumns) {
      throw new DataException(
          cells.where()
              + ": the first line holds numbers, not the names of columns (set header: false, or"
              + " write a header)");
    }
  }
}
