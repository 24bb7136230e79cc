package io.lamina.jobs.data.csv;

import io.lamina.jobs.data.source.LabelRule;
import io.lamina.jobs.data.source.ListedLabels;
import io.lamina.zoo.plan.data.tables.CsvLabel;
import java.io.Serializable;

/**
 * Which class a label of a table is.
 *
 * @param column counted from 0
 * @param place what the plan calls the column, for messages
 * @param texts that labels are, if they are no numbers
 * @param numbers what a number may be
 */
record CsvLabelRule(int column, String place, ListedLabels texts, LabelRule numbers)
    implements Serializable {
  private static final long serialVersionUID = 1;

  static CsvLabelRule of(CsvLabel label, int column, LabelRule numbers) {
    String place =
        label.column().number().isPresent()
            ? "column " + label.column() + " (counted from 0)"
            : "column '" + label.column() + "'";
    return new CsvLabelRule(column, place, ListedLabels.of(label.names()), numbers);
  }

  /** The class that a cell names. */
  int require(CsvCell cell) {
    return texts.isEmpty()
        ? numbers.require(cell.label(place), cell.where())
        : texts.require(cell.labelText(), cell.where());
  }
}
