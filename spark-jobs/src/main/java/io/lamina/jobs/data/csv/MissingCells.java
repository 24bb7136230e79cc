package io.lamina.jobs.data.csv;

import io.lamina.jobs.data.source.DataException;
import io.lamina.zoo.plan.data.source.MissingValues;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which cells of a table hold no value, and what may be made of them.
 *
 * @param marks their texts; none if every cell must hold one
 * @param numbers whether numbers may be missing
 */
record MissingCells(List<String> marks, boolean numbers) implements Serializable {
  private static final long serialVersionUID = 1;

  MissingCells {
    marks = List.copyOf(marks);
  }

  static MissingCells of(Optional<MissingValues> rule) {
    return rule.map(said -> new MissingCells(said.marks(), said.fill().fillsNumbers()))
        .orElseGet(() -> new MissingCells(List.of(), false));
  }

  /** Whether the cell holds no value; one of spaces alone is an empty one. */
  boolean has(CsvCell cell) {
    return marks.contains(cell.raw()) || marks.contains(cell.raw().strip());
  }

  /** Whether the cell, of a column of numbers, holds none. */
  boolean hasInNumbers(CsvCell cell) {
    if (has(cell) && !numbers) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s: the number in column %d is missing (columns count from 0; fill: category is for "
                  + "categorical columns only: set missing.fill to mean, median or zero)",
              cell.where(),
              cell.column()));
    }
    return has(cell);
  }
}
