package io.lamina.examples;

import java.util.List;
import java.util.Locale;

/**
 * An example as it is in a file.
 *
 * @param where file and line, for messages
 * @param cells its texts, without the commas between them
 */
record ExampleLine(String where, List<String> cells) {
  /** Refuses a line that has more cells, or fewer. */
  void requireCells(int count) {
    if (cells.size() != count) {
      throw new ExampleException(
          String.format(
              Locale.ROOT,
              "%s: the line has %d of the %d values of an example (correct or remove it)",
              where,
              cells.size(),
              count));
    }
  }

  String text(int column) {
    return cells.get(column);
  }

  /** A cell that is a number which the training would take: one within the range of floats. */
  double number(int column) {
    try {
      double number = Double.parseDouble(text(column));
      if (Float.isFinite((float) number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw wrong(column, "is not a number");
    }
    throw wrong(column, "is not a finite 32-bit number");
  }

  ExampleException wrong(int column, String what) {
    return new ExampleException(
        String.format(
            Locale.ROOT,
            "%s: '%s' in column %d %s (columns count from 0; the file must hold lines of"
                + " comma-separated values, without a header and without the label)",
            where,
            text(column),
            column,
            what));
  }
}
