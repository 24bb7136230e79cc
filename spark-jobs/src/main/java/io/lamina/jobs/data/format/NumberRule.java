package io.lamina.jobs.data.format;

import io.lamina.jobs.data.source.ValueScale;
import java.io.Serializable;
import java.util.List;

/**
 * How the numbers of a table's row become inputs.
 *
 * @param scale of the numbers
 * @param gaps whether a number may be missing, which is NaN then
 * @param indicator whether each number has one more input beside it, 1 where the number is missing
 *     and 0 elsewhere
 */
record NumberRule(ValueScale scale, boolean gaps, boolean indicator) implements Serializable {
  private static final long serialVersionUID = 1;

  /** The inputs that so many numbers are. */
  int inputs(int numbers) {
    return Math.multiplyExact(numbers, each());
  }

  private int each() {
    return indicator ? 2 : 1;
  }

  /**
   * The inputs.
   *
   * @param names of the columns that the numbers are, for messages; none where they are no columns
   * @param where names the row in messages
   */
  double[] inputs(double[] numbers, List<String> names, String where) {
    double[] inputs = new double[inputs(numbers.length)];
    for (int i = 0; i < numbers.length; i++) {
      int at = i * each();
      if (gaps && Double.isNaN(numbers[i])) {
        inputs[at] = Double.NaN;
        if (indicator) {
          inputs[at + 1] = 1;
        }
      } else {
        inputs[at] = scaled(numbers[i], i, names, where);
      }
    }
    return inputs;
  }

  private double scaled(double number, int place, List<String> names, String where) {
    // To name a column takes time, so it gets a name when something is wrong.
    return names.isEmpty() || scale.accepts(number)
        ? scale.apply(number, where, "value", place)
        : scale.apply(number, where + ", column '" + names.get(place) + "'");
  }
}
