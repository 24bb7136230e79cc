package io.lamina.jobs.data.csv;

import io.lamina.jobs.data.source.Counted;
import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.ExampleRow;
import io.lamina.jobs.data.source.Records;
import io.lamina.jobs.data.source.ValueFormat;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * How a line of comma-separated values is an example. Messages name the file and the line.
 *
 * @param first where the line is that the others must be like
 * @param layout where each file has the table's columns
 * @param columns what becomes of each of them
 * @param label the rule of the label, or none if labels are not read
 * @param format how rows hold numbers
 */
record CsvExample(
    String first,
    CsvLayout layout,
    List<CsvColumnReader> columns,
    List<CsvLabelRule> label,
    ValueFormat format)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** The values of an example. */
  int inputs() {
    return columns.stream().mapToInt(column -> column.field().inputs()).reduce(0, Math::addExact);
  }

  /** The {@link ExampleRow} of a line. */
  byte[] row(TextLines.Line line) {
    return row(layout.cells(line));
  }

  /** A line with all of its cells. */
  Records.SourceRow record(TextLines.Line line) {
    CsvCells cells = layout.cells(line);
    byte[] example = row(cells);
    Object[] texts = cells.texts().stream().map(UTF8String::fromString).toArray();
    return new Records.SourceRow(example, new GenericInternalRow(texts));
  }

  private byte[] row(CsvCells cells) {
    requireSize(cells);
    double[] values = new double[inputs()];
    for (int column = 0; column < columns.size(); column++) {
      columns.get(column).read(cells.get(column), values);
    }
    int target = ExampleRow.NO_LABEL;
    for (CsvLabelRule rule : label) {
      target = rule.require(cells.get(rule.column()));
    }
    return ExampleRow.ofNumbers(target, values, format);
  }

  private void requireSize(CsvCells cells) {
    if (cells.size() != columns.size()) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s: %s, must be %d as in %s (%s)",
              cells.where(),
              new Counted(cells.size(), "column"),
              columns.size(),
              first,
              cells.separatorRemedy().orElse("correct or remove the line")));
    }
  }
}
