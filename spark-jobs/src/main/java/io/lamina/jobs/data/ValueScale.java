package io.lamina.jobs.data;

import io.lamina.zoo.plan.DataSource.ValueRange;
import java.io.Serializable;

/**
 * Maps raw values to [0, 1].
 *
 * @param low maps to 0
 * @param high maps to 1
 */
record ValueScale(double low, double high) implements Serializable {
  private static final long serialVersionUID = 1;

  static ValueScale of(ValueRange range) {
    return new ValueScale(range.low(), range.high());
  }

  /**
   * The scaled value.
   *
   * @param where names the example in the message
   * @param part what the source calls a place in an example
   * @param place of the value in the example, counted from 0
   */
  float apply(double value, String where, String part, int place) {
    if (!(value >= low && value <= high)) {
      throw new DataException(
          String.format(
              "%s: value %s in %s %d is not in [%s, %s] (%ss count from 0; %s)",
              where, value, part, place, low, high, part, remedy(value)));
    }
    return (float) ((value - low) / (high - low));
  }

  private static String remedy(double value) {
    return Double.isFinite(value)
        ? "mend the data, or set the source's range to the lowest and highest value"
        : "remove or fill missing values before training";
  }
}
