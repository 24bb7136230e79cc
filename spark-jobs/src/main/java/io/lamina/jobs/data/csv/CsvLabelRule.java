package io.lamina.jobs.data.csv;

import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.LabelRule;
import io.lamina.zoo.plan.data.tables.CsvLabel;
import java.io.Serializable;
import java.util.List;

/**
 * Which class a label of a table is.
 *
 * @param column counted from 0
 * @param place what the plan calls the column, for messages
 * @param classes the labels' texts in the order of their classes; if empty, labels are numbers
 * @param others whether any other text is one more class
 * @param numbers what a number may be
 */
record CsvLabelRule(
    int column, String place, List<String> classes, boolean others, LabelRule numbers)
    implements Serializable {
  private static final long serialVersionUID = 1;

  static CsvLabelRule of(CsvLabel label, int column, LabelRule numbers) {
    String place =
        label.column().number().isPresent()
            ? "column " + label.column() + " (counted from 0)"
            : "column '" + label.column() + "'";
    return new CsvLabelRule(column, place, label.classes(), label.others(), numbers);
  }

  /** The class that a cell names. */
  int require(CsvCell cell) {
    if (classes.isEmpty()) {
      return numbers.require(cell.label(place), cell.where());
    }
    String text = cell.text();
    int number = classes.indexOf(text);
    if (number < 0 && !others) {
      throw new DataException(
          String.format(
              "%s: label '%s' is none of %s (list it in labels, or set otherLabels: true)",
              cell.where(), CsvCell.shown(text), String.join(", ", classes)));
    }
    return number < 0 ? classes.size() : number;
  }
}
