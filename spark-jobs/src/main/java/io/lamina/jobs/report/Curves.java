package io.lamina.jobs.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.jobs.run.LayerRecord;
import io.lamina.jobs.run.RunRecord;
import io.lamina.jobs.run.TrainingCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The learning curves: a chart of each layer and one of fine-tuning, and the same in a table.
 *
 * @param charts with at least one loss each
 * @param stages all of them
 */
record Curves(List<Chart> charts, List<Stage> stages) {
  static Optional<Curves> of(RunRecord run) {
    List<Chart> charts = new ArrayList<>();
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < run.layers().size(); i++) {
      LayerRecord layer = run.layers().get(i);
      String title =
          "Layer " + (i + 1) + ": " + layer.kind() + ", " + Figures.count(layer.units()) + " units";
      charts.add(new Chart(title, List.of(new Series("loss", layer.curve().loss()))));
      stages.add(Stage.of(title, layer.curve()));
    }
    List<Series> supervised = new ArrayList<>();
    run.fineTune().ifPresent(curve -> supervised.add(new Series("pretrained", curve.loss())));
    run.scratch().ifPresent(curve -> supervised.add(new Series("random start", curve.loss())));
    charts.add(new Chart("Fine-tuning", supervised));
    run.fineTune().ifPresent(curve -> stages.add(Stage.of("Fine-tuning", curve)));
    run.scratch().ifPresent(curve -> stages.add(Stage.of("From a random start", curve)));
    charts.removeIf(chart -> chart.series().stream().allMatch(series -> series.loss().isEmpty()));
    return stages.isEmpty() ? Optional.empty() : Optional.of(new Curves(charts, stages));
  }

  /** The charts for the page's script, in a form that no text can break out of. */
  String json() {
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

  /**
   * A chart over the rounds.
   *
   * @param title of the chart
   * @param series one line each
   */
  record Chart(String title, List<Series> series) {
    String description() {
      return "Learning curve. "
          + title
          + ". "
          + String.join("; ", series.stream().map(Series::description).toList());
    }

    private ObjectNode tree() {
      ObjectNode tree = JsonNodeFactory.instance.objectNode();
      ArrayNode lines = tree.putArray("series");
      for (Series line : series) {
        ObjectNode node = lines.addObject().put("label", line.label());
        ArrayNode values = node.putArray("values");
        for (double value : line.loss()) {
          if (Double.isNaN(value)) {
            values.addNull();
          } else {
            values.add(value);
          }
        }
      }
      return tree;
    }
  }

  /**
   * A line of a chart.
   *
   * @param label in the legend
   * @param loss by round
   */
  record Series(String label, List<Double> loss) {
    private String description() {
      return loss.isEmpty()
          ? label + ": not measured"
          : label
              + ": from "
              + Figures.number(loss.get(0))
              + " to "
              + Figures.number(loss.get(loss.size() - 1))
              + " in "
              + loss.size()
              + " rounds";
    }
  }

  /**
   * A row of the table.
   *
   * @param title of the stage
   * @param rounds trained
   * @param first loss
   * @param last loss
   * @param examplesPerSecond of all executors together
   */
  record Stage(String title, String rounds, String first, String last, String examplesPerSecond) {
    private static Stage of(String title, TrainingCurve curve) {
      List<Double> loss = curve.loss();
      return new Stage(
          title,
          Figures.count(curve.rounds()),
          loss.isEmpty() ? Figures.UNKNOWN : Figures.number(loss.get(0)),
          loss.isEmpty() ? Figures.UNKNOWN : Figures.number(loss.get(loss.size() - 1)),
          Figures.rounded(curve.examplesPerSecond()));
    }
  }
}
