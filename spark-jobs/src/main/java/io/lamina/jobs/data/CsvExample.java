package io.lamina.jobs.data;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * How a line of comma-separated numbers is an example. Messages name the file and the line.
 *
 * @param first where the line is that the others must be like
 * @param columns of every line
 * @param label the label's column, {@link #NO_LABEL} if there is none
 * @param labeled whether labels are read
 * @param scale of the values
 * @param rule of the labels
 */
record CsvExample(
    String first, int columns, int label, boolean labeled, ValueScale scale, LabelRule rule)
    implements Serializable {
  private static final long serialVersionUID = 1;

  static final int NO_LABEL = -1;

  private static final int SHOWN = 40;

  /** The values of an example. */
  int inputs() {
    return label == NO_LABEL ? columns : columns - 1;
  }

  /** The {@link ExampleRow} of a line. */
  byte[] row(TextLines.Line line) {
    CSVRecord fields = fields(line);
    String where = line.where();
    if (fields.size() != columns) {
      throw new DataException(
          String.format(
              "%s: %d columns, must be %d as in %s (mend or remove the line)",
              where, fields.size(), columns, first));
    }
    float[] values = new float[inputs()];
    int next = 0;
    for (int column = 0; column < columns; column++) {
      if (column != label) {
        double value = number(fields.get(column), where, column);
        values[next] = scale.apply(value, where, "column", column);
        next++;
      }
    }
    boolean wanted = labeled && label != NO_LABEL;
    int target =
        wanted ? rule.require(number(fields.get(label), where, label), where) : ExampleRow.NO_LABEL;
    return ExampleRow.ofFloats(target, values);
  }

  private static double number(String text, String where, int column) {
    if (text.isBlank()) {
      throw new DataException(
          String.format(
              "%s: column %d is empty (columns count from 0; remove or fill missing values before "
                  + "training)",
              where, column));
    }
    try {
      return parsed(text);
    } catch (NumberFormatException e) {
      throw new DataException(
          String.format(
              "%s: '%s' in column %d is not a number (columns count from 0; is the first line a "
                  + "header? then set header: true)",
              where, shown(text), column),
          e);
    }
  }

  /** Java also reads 2d and 2f as numbers; in a table these are words. */
  private static double parsed(String text) {
    if ("dDfF".indexOf(text.charAt(text.length() - 1)) >= 0) {
      throw new NumberFormatException(text);
    }
    return Double.parseDouble(text);
  }

  /** The file may be anything, so may its text. */
  private static String shown(String text) {
    String printable = text.replaceAll("[^\\p{Print}\\p{IsLetter}]", "?");
    return printable.length() <= SHOWN ? printable : printable.substring(0, SHOWN) + "…";
  }

  /** The fields of a line. */
  static CSVRecord fields(TextLines.Line line) {
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
