package io.lamina.jobs.data.source;

import java.io.Serializable;
import java.util.Locale;

/**
 * What a label may be.
 *
 * @param classes labels are 0 to classes - 1
 */
public record LabelRule(int classes) implements Serializable {
  private static final long serialVersionUID = 1;

  /**
   * Returns the label.
   *
   * @param where names the example in the message
   */
  public int require(double label, String where) {
    if (label != Math.rint(label) || label < 0 || label >= classes) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s: label %s is out of range: must be a whole number from 0 to %d "
                  + "(correct the data, or set data.classes)",
              where,
              plain(label),
              classes - 1));
    }
    return (int) label;
  }

  private static String plain(double label) {
    return label == Math.rint(label) && Math.abs(label) < 1e15
        ? Long.toString((long) label)
        : Double.toString(label);
  }
}
