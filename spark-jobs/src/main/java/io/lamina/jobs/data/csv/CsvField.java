package io.lamina.jobs.data.csv;

import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.ValueScale;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/** What becomes of a cell of a table. Messages name the file, the line and the column. */
sealed interface CsvField extends Serializable {
  /** How many inputs it is. */
  int inputs();

  /**
   * Reads the cell.
   *
   * @param values takes the inputs, which are 0 until then
   * @param first the place of the first of them
   */
  void read(CsvCell cell, double[] values, int first);

  /**
   * A number, scaled; NaN where it is missing.
   *
   * @param missing which cells hold none
   * @param indicator whether there is one more input, 1 where the number is missing
   */
  record Numeric(ValueScale scale, MissingCells missing, boolean indicator) implements CsvField {
    private static final long serialVersionUID = 1;

    @Override
    public int inputs() {
      return indicator ? 2 : 1;
    }

    @Override
    public void read(CsvCell cell, double[] values, int first) {
      if (missing.hasInNumbers(cell)) {
        values[first] = Double.NaN;
        if (indicator) {
          values[first + 1] = 1;
        }
      } else {
        values[first] = scale.apply(cell.heldNumber(), cell.where(), "column", cell.column());
      }
    }
  }

  /**
   * One of some texts: an input for each of them, 1 for this one and 0 for the others.
   *
   * @param missing which cells hold none
   * @param indicator whether there is one more input, 1 where the text is missing
   */
  record Categorical(String name, List<String> categories, MissingCells missing, boolean indicator)
      implements CsvField {
    private static final long serialVersionUID = 1;

    @Override
    public int inputs() {
      return categories.size() + (indicator ? 1 : 0);
    }

    @Override
    public void read(CsvCell cell, double[] values, int first) {
      values[first + (missing.has(cell) ? categories.size() : place(cell))] = 1;
    }

    private int place(CsvCell cell) {
      String category = cell.text();
      int place = categories.indexOf(category);
      if (place < 0) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "%s: '%s' in column %d is no category of %s, which has %d (columns count from 0; "
                    + "list it in the plan's categories, or remove the line)",
                cell.where(),
                CsvCell.shown(category),
                cell.column(),
                name,
                categories.size()));
      }
      return place;
    }
  }

  /** The label, or what the plan ignores. */
  record Skipped() implements CsvField {
    private static final long serialVersionUID = 1;

    @Override
    public int inputs() {
      return 0;
    }

    @Override
    public void read(CsvCell cell, double[] values, int first) {}
  }
}
