package io.lamina.jobs.data.csv;

import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.LargeInteger;
import io.lamina.jobs.data.source.Printable;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text of a cell.
 *
 * @param raw as it is in the file
 * @param where names the line in messages
 * @param column counted from 0
 */
record CsvCell(String raw, String where, int column) {
  private static final Pattern DIGITS = Pattern.compile("[-+]?\\d+");
  private static final Pattern DECIMAL_COMMA =
      Pattern.compile("[-+]?[\\d.]*,[\\d,.]*([eE][-+]?\\d+)?");

  /** The text, which must not be blank. */
  String text() {
    return text(
        "say by missing in the source, with '' in its marks, what fills it, or remove the line");
  }

  private String text(String remedy) {
    if (raw.isBlank()) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s: column %d is empty (columns count from 0; %s)",
              where,
              column,
              remedy));
    }
    return raw;
  }

  /** The text of a label, which must not be blank. */
  String labelText() {
    return text("remove the line, or write its label");
  }

  double number() {
    String text = text();
    try {
      return parsed(text);
    } catch (NumberFormatException e) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s: '%s' in column %d is not a number (columns count from 0; %s)",
              where,
              shown(text),
              column,
              formRemedy().orElseGet(this::kindRemedy)),
          e);
    }
  }

  /**
   * The number of a class.
   *
   * @param place what the plan calls the column, in words
   */
  double label(String place) {
    String text = labelText();
    try {
      return parsed(text);
    } catch (NumberFormatException e) {
      throw new DataException(
          String.format(
              "%s: label '%s' in %s is not a number (%s)",
              where,
              shown(text),
              place,
              formRemedy()
                  .orElse("if labels are words, list the classes in labels: [WORD, WORD, …]")),
          e);
    }
  }

  /** The number, which is no integer beyond those that a 64-bit float holds. */
  double heldNumber() {
    double number = number();
    if (LargeInteger.is(number) && DIGITS.matcher(raw.strip()).matches()) {
      throw new LargeInteger(shown(raw.strip()))
          .refused(where + ", column " + column + " (counted from 0)");
    }
    return number;
  }

  boolean isNumber() {
    try {
      return !raw.isBlank() && !Double.isNaN(parsed(raw));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** What to do with a number, or several, in another form than is read here. */
  private Optional<String> formRemedy() {
    return separatorRemedy().or(this::pointRemedy);
  }

  /** What to do with 0,5 and 1.000,5. */
  private Optional<String> pointRemedy() {
    return DECIMAL_COMMA.matcher(raw).matches()
        ? Optional.of(
            "numbers take a point and no commas: write 0.5 for 0,5 and 1000.5 for 1,000.5")
        : Optional.empty();
  }

  private String kindRemedy() {
    return String.format(
        Locale.ROOT,
        "is the first line a header? then set header: true; does the column hold words? then set "
            + "columns: [{column: %d, kind: categorical}]; does it stand for a missing value? then "
            + "list it in the source's missing.marks",
        column);
  }

  /** What to do if it is another character than the comma that separates values here. */
  Optional<String> separatorRemedy() {
    if (raw.indexOf(';') >= 0) {
      return Optional.of("do semicolons separate the values? then write them with commas");
    }
    return raw.indexOf('\t') >= 0
        ? Optional.of("do tabs separate the values? then write them with commas")
        : Optional.empty();
  }

  /** Java also reads 2d, 2f and 0x1p-1 as numbers; in a table these are words. */
  private static double parsed(String text) {
    if ("dDfF".indexOf(text.charAt(text.length() - 1)) >= 0
        || text.indexOf('x') >= 0
        || text.indexOf('X') >= 0) {
      throw new NumberFormatException(text);
    }
    return Double.parseDouble(text);
  }

  /** The file may be anything, so may its text. */
  static String shown(String text) {
    return new Printable(text).toString();
  }
}
