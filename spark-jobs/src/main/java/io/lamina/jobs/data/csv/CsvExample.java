package io.lamina.jobs.data.csv;

import io.lamina.jobs.data.source.Counted;
import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.ExampleRow;
import io.lamina.jobs.data.source.ValueFormat;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * How a line of comma-separated values is an example. Messages name the file and the line.
 *
 * @param first where the line is that the others must be like
 * @param fields one for each column
 * @param label the rule of the label, or none if labels are not read
 * @param format how rows hold numbers
 */
record CsvExample(String first, List<CsvField> fields, List<CsvLabelRule> label, ValueFormat format)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** The values of an example. */
  int inputs() {
    return fields.stream().mapToInt(CsvField::inputs).reduce(0, Math::addExact);
  }

  /** The {@link ExampleRow} of a line. */
  byte[] row(TextLines.Line line) {
    CSVRecord cells = cells(line);
    String where = line.where();
    if (cells.size() != fields.size()) {
      throw new DataException(
          String.format(
              "%s: %s, must be %d as in %s (%s)",
              where,
              new Counted(cells.size(), "column"),
              fields.size(),
              first,
              separatorRemedy(cells, where).orElse("mend or remove the line")));
    }
    double[] values = new double[inputs()];
    int next = 0;
    for (int column = 0; column < fields.size(); column++) {
      CsvField field = fields.get(column);
      field.read(cells.get(column), where, values, next);
      next += field.inputs();
    }
    int target = ExampleRow.NO_LABEL;
    for (CsvLabelRule rule : label) {
      target = rule.require(cells.get(rule.column()), where);
    }
    return ExampleRow.ofNumbers(target, values, format);
  }

  /** What to do if a line is one cell because it is not commas that separate its values. */
  static Optional<String> separatorRemedy(CSVRecord cells, String where) {
    return cells.size() == 1
        ? new CsvCell(cells.get(0), where, 0).separatorRemedy()
        : Optional.empty();
  }

  /** The cells of a line. */
  static CSVRecord cells(TextLines.Line line) {
    if (line.text().isBlank()) {
      throw new DataException(line.where() + ": the line is empty (remove it)");
    }
    CSVFormat format = CSVFormat.RFC4180.builder().setIgnoreSurroundingSpaces(true).get();
    try (CSVParser parser = CSVParser.parse(line.text(), format)) {
      return parser.getRecords().get(0);
    } catch (IOException | UncheckedIOException e) {
      throw new DataException(
          line.where() + ": the quotes are not those of CSV (mend or remove the line)", e);
    }
  }
}
