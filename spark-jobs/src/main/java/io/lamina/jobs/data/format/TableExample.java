package io.lamina.jobs.data.format;

import io.lamina.jobs.data.source.Counted;
import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.ExampleRow;
import io.lamina.jobs.data.source.LabelRule;
import io.lamina.jobs.data.source.ValueFormat;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * How the numbers of a table's row become an example.
 *
 * @param numbers of a row
 * @param names of the columns that the values are, for messages; none where they are no columns
 * @param labeled whether rows have a label
 * @param values what becomes of the numbers
 * @param rule of the labels
 * @param format how the example holds its values
 */
record TableExample(
    int numbers,
    List<String> names,
    boolean labeled,
    NumberRule values,
    LabelRule rule,
    ValueFormat format)
    implements Serializable {
  private static final long serialVersionUID = 1;

  TableExample {
    names = List.copyOf(names);
  }

  /**
   * The {@link ExampleRow} of a row.
   *
   * @param raw its values as the table has them
   * @param labelAt where the row has the label, as a double
   * @param where names the row in messages
   */
  byte[] row(double[] raw, InternalRow row, int labelAt, String where) {
    requireSize(raw, where);
    double[] inputs = values.inputs(raw, names, where);
    int label = labeled ? label(row, labelAt, where) : ExampleRow.NO_LABEL;
    return ExampleRow.ofNumbers(label, inputs, format);
  }

  private int label(InternalRow row, int labelAt, String where) {
    if (row.isNullAt(labelAt)) {
      throw new DataException(where + ": the label is missing (remove the row, or fill it in)");
    }
    return rule.require(row.getDouble(labelAt), where);
  }

  private void requireSize(double[] raw, String where) {
    if (raw.length != numbers) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s: %s, must be %d as in the first row (correct or remove the row)",
              where,
              new Counted(raw.length, "value"),
              numbers));
    }
  }
}
