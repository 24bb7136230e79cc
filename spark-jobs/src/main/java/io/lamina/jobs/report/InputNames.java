package io.lamina.jobs.report;

import io.lamina.jobs.report.pictures.ReportPictures;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the page calls inputs.
 *
 * @param names of all of them; none where they have no names, and are counted from 0
 */
record InputNames(List<String> names) {
  private static final int MOST = 5;
  private static final int FIRST = 8;

  static InputNames of(ReportPictures pictures) {
    return new InputNames(pictures.inputs().names());
  }

  boolean given() {
    return !names.isEmpty();
  }

  String of(int input) {
    return given() ? names.get(input) : Integer.toString(input);
  }

  /** The inputs furthest from zero, with their values. */
  String strongest(float[] values) {
    return strongest(
        values, input -> String.format(Locale.ROOT, "%s (%+.3f)", of(input), values[input]));
  }

  /** The inputs furthest from zero, in words; zeros are not told of. */
  String strongest(float[] values, IntFunction<String> words) {
    String strongest =
        IntStream.range(0, values.length)
            .filter(input -> values[input] != 0)
            .boxed()
            .sorted(Comparator.comparingDouble(input -> -Math.abs(values[input])))
            .limit(MOST)
            .map(words::apply)
            .collect(Collectors.joining(", "));
    return strongest.isEmpty() ? Figures.UNKNOWN : strongest;
  }

  /** What {@link #first} gives, as a heading. */
  String firstTitle() {
    return given() ? "First features other than 0" : "First features";
  }

  /**
   * The first values of an example; zeros of inputs that have names, often categories, say little.
   */
  String first(float[] values) {
    List<String> told =
        IntStream.range(0, values.length)
            .filter(i -> !given() || values[i] != 0)
            .limit(FIRST + 1)
            .mapToObj(i -> (given() ? of(i) + " " : "") + format(values[i]))
            .toList();
    return told.size() > FIRST
        ? String.join(", ", told.subList(0, FIRST)) + ", …"
        : String.join(", ", told);
  }

  private static String format(float value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
