package io.lamina.jobs.report;

import io.lamina.zoo.plan.ImageShape;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the units of the first layer look for.
 *
 * @param shown how many units of how many are shown
 * @param picture of their weights, if examples are pictures
 * @param rows about their weights, if not
 */
record Filters(String shown, Optional<Picture> picture, List<Row> rows) {
  private static final int MOST_PICTURES = 1000;
  private static final int MOST_ROWS = 50;
  private static final int STRONGEST = 5;

  static Optional<Filters> of(ReportPictures pictures) {
    List<float[]> units = pictures.filters();
    return units.isEmpty()
        ? Optional.empty()
        : Optional.of(
            pictures.image().map(shape -> drawn(shape, units)).orElseGet(() -> tabled(units)));
  }

  private static Filters drawn(ImageShape shape, List<float[]> units) {
    List<float[]> first = units.subList(0, Math.min(MOST_PICTURES, units.size()));
    String alternative =
        "The weights of "
            + Figures.count(first.size())
            + " first-layer units, each as a picture of "
            + shape.height()
            + " × "
            + shape.width()
            + " pixels";
    return new Filters(
        shown(first, units),
        Optional.of(new WeightGrid(shape, first).picture(alternative)),
        List.of());
  }

  private static Filters tabled(List<float[]> units) {
    List<float[]> first = units.subList(0, Math.min(MOST_ROWS, units.size()));
    return new Filters(
        shown(first, units),
        Optional.empty(),
        IntStream.range(0, first.size()).mapToObj(unit -> Row.of(unit, first.get(unit))).toList());
  }

  private static String shown(List<float[]> first, List<float[]> all) {
    return "Shown: " + Figures.count(first.size()) + " of " + Figures.count(all.size()) + " units.";
  }

  /**
   * A unit in the table.
   *
   * @param unit counted from 0
   * @param norm the length of its weight vector
   * @param strongest the inputs it weighs most, with their weights
   */
  record Row(int unit, String norm, String strongest) {
    private static Row of(int unit, float[] weights) {
      double squares = 0;
      for (float weight : weights) {
        squares += (double) weight * weight;
      }
      return new Row(unit, Figures.number(Math.sqrt(squares)), strongest(weights));
    }

    private static String strongest(float[] weights) {
      return IntStream.range(0, weights.length)
          .boxed()
          .sorted(Comparator.comparingDouble(input -> -Math.abs(weights[input])))
          .limit(STRONGEST)
          .map(input -> String.format(Locale.ROOT, "%d (%+.3f)", input, weights[input]))
          .collect(Collectors.joining(", "));
    }
  }
}
