package io.lamina.jobs.data.csv;

import io.lamina.jobs.data.source.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The cells of a line.
 *
 * @param where names the line in messages
 * @param cells from its first column on, or in the order of a table's columns
 */
record CsvCells(String where, List<CsvCell> cells) {
  /** The cells of a line, as it has them. */
  static CsvCells of(TextLines.Line line) {
    CSVRecord texts = texts(line);
    List<CsvCell> cells = new ArrayList<>(texts.size());
    for (int column = 0; column < texts.size(); column++) {
      cells.add(new CsvCell(texts.get(column), line.where(), column));
    }
    return new CsvCells(line.where(), cells);
  }

  private static CSVRecord texts(TextLines.Line line) {
    if (line.text().isBlank()) {
      throw new DataException(line.where() + ": the line is empty (remove it)");
    }
    CSVFormat format = CSVFormat.RFC4180.builder().setIgnoreSurroundingSpaces(true).get();
    try (CSVParser parser = CSVParser.parse(line.text(), format)) {
      return parser.getRecords().get(0);
    } catch (IOException | UncheckedIOException e) {
      throw new DataException(
          line.where() + ": a quote is missing or in the wrong place (correct or remove the line)",
          e);
    }
  }

  int size() {
    return cells.size();
  }

  CsvCell get(int column) {
    return cells.get(column);
  }

  /** The texts of all cells, as they are. */
  List<String> texts() {
    return cells.stream().map(CsvCell::raw).toList();
  }

  /** The same cells in another order. */
  CsvCells arranged(List<Integer> order) {
    return new CsvCells(where, order.stream().map(cells::get).toList());
  }

  /** What to do if the line is one cell because it is not commas that separate its values. */
  Optional<String> separatorRemedy() {
    return size() == 1 ? get(0).separatorRemedy() : Optional.empty();
  }
}
