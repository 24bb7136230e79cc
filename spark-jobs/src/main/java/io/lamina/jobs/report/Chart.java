package io.lamina.jobs.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A chart of lines.
 *
 * @param title of the chart
 * @param over what the horizontal axis counts
 * @param places on that axis, for every value of a line
 * @param series one line each
 */
public record Chart(String title, String over, List<Double> places, List<Series> series) {

  /** A chart whose lines have a value for every round, from the first. */
  static Chart ofRounds(String title, List<Series> series) {
    int rounds = series.stream().mapToInt(line -> line.values().size()).max().orElse(0);
    List<Double> places = IntStream.rangeClosed(1, rounds).mapToObj(i -> (double) i).toList();
    return new Chart(title, "round", places, series);
  }

  /** Charts for the page's script, in a form that no text can break out of. */
  public static String json(List<Chart> charts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    charts.forEach(chart -> array.add(chart.tree()));
    return array
        .toString()
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  boolean isEmpty() {
    return series.stream().allMatch(line -> line.values().isEmpty());
  }

  /** In words, for those who cannot see it. */
  public String description() {
    return title + ". " + String.join("; ", series.stream().map(this::description).toList());
  }

  private String description(Series line) {
    List<Double> values = line.values();
    return values.isEmpty()
        ? line.label() + ": not measured"
        : String.format(
            Locale.ROOT,
            "%s: from %s to %s, %s %.0f to %.0f",
            line.label(),
            Figures.number(values.get(0)),
            Figures.number(values.get(values.size() - 1)),
            over,
            places.get(0),
            places.get(values.size() - 1));
  }

  private ObjectNode tree() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode().put("over", over);
    put(tree.putArray("places"), places);
    ArrayNode lines = tree.putArray("series");
    for (Series line : series) {
      put(lines.addObject().put("label", line.label()).putArray("values"), line.values());
    }
    return tree;
  }

  private static void put(ArrayNode array, List<Double> values) {
    for (double value : values) {
      if (Double.isNaN(value)) {
        array.addNull();
      } else {
        array.add(value);
      }
    }
  }

  /**
   * A line of a chart.
   *
   * @param label in the legend
   * @param values one for each place, or for the first of them; NaN where there is none
   */
  public record Series(String label, List<Double> values) {}
}
