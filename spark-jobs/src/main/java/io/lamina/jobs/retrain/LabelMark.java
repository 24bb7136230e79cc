package io.lamina.jobs.retrain;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;

/**
 * A table of labels, as it was.
 *
 * @param file of the table
 * @param name the column of the images' names
 * @param column the column of the labels
 * @param rows of the two columns
 */
public record LabelMark(FileMark file, String name, String column, LabelRows rows) {
  public LabelMark {
    requireNonNull(file, "file is null");
    requireNonNull(name, "name is null");
    requireNonNull(column, "column is null");
    requireNonNull(rows, "rows is null");
  }

  /**
   * What is not as it was, in words; empty if all rows of the earlier table are in this one, or if
   * the plan reads other columns now. Rows that are new are no change.
   */
  Optional<String> changeSince(LabelMark earlier) {
    LabelRows.Difference difference = rows.since(earlier.rows);
    return difference.isNone() || !isOf(earlier.name, earlier.column)
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%s, where of %,d rows %,d have another label and %,d are gone",
                file.path(),
                earlier.rows.count(),
                difference.changed(),
                difference.gone()));
  }

  /** The same for every table of these rows, wherever it is and whenever it was written. */
  LabelMark ofRowsAlone() {
    return new LabelMark(new FileMark("labels", 0, 0, Optional.empty()), name, column, rows);
  }

  /** Whether these columns were read. */
  boolean isOf(String itsName, String itsColumn) {
    return name.equals(itsName) && column.equals(itsColumn);
  }
}
