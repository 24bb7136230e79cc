package io.lamina.jobs.report;

import io.lamina.jobs.run.LayerRecord;
import io.lamina.jobs.run.RunRecord;
import io.lamina.jobs.run.TrainingCurve;
import io.lamina.zoo.plan.layer.Rbm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The learning curves: a chart of each layer and one of fine-tuning, and the same in a table.
 *
 * @param charts with at least one loss each
 * @param stages all of them
 * @param machines whether there are restricted Boltzmann machines, whose loss has to be explained
 */
record Curves(List<Chart> charts, List<Stage> stages, boolean machines) {
  static Optional<Curves> of(RunRecord run) {
    List<Chart> charts = new ArrayList<>();
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < run.stages().layers().size(); i++) {
      LayerRecord layer = run.stages().layers().get(i);
      String title =
          "Layer " + (i + 1) + ": " + layer.kind() + ", " + Figures.count(layer.units()) + " units";
      charts.add(Chart.ofRounds(title, series("loss", layer.curve())));
      stages.add(Stage.of(title, layer.curve()));
    }
    List<Chart.Series> supervised = new ArrayList<>();
    run.stages().fineTune().ifPresent(curve -> supervised.addAll(series("pretrained", curve)));
    run.stages().scratch().ifPresent(curve -> supervised.addAll(series("random start", curve)));
    charts.add(Chart.ofRounds("Fine-tuning", supervised));
    List<Double> relearning =
        run.stages().pseudoLabels().stream().flatMap(curve -> curve.loss().stream()).toList();
    charts.add(Chart.ofRounds("Pseudo-labels", List.of(new Chart.Series("loss", relearning))));
    run.stages().fineTune().ifPresent(curve -> stages.add(Stage.of("Fine-tuning", curve)));
    for (int i = 0; i < run.stages().pseudoLabels().size(); i++) {
      stages.add(
          Stage.of("Pseudo-labels, generation " + (i + 1), run.stages().pseudoLabels().get(i)));
    }
    run.stages().scratch().ifPresent(curve -> stages.add(Stage.of("From a random start", curve)));
    charts.removeIf(Chart::isEmpty);
    boolean machines =
        run.stages().layers().stream().anyMatch(layer -> layer.kind().equals(Rbm.KIND));
    return stages.isEmpty() ? Optional.empty() : Optional.of(new Curves(charts, stages, machines));
  }

  private static List<Chart.Series> series(String label, TrainingCurve curve) {
    Chart.Series loss = new Chart.Series(label, curve.loss());
    List<Double> measured = curve.validation().losses();
    return measured.isEmpty()
        ? List.of(loss)
        : List.of(loss, new Chart.Series(label + ", validation", measured));
  }

  /** Whether a stage was measured by examples that were held out. */
  boolean validated() {
    return stages.stream().anyMatch(stage -> !stage.best().equals(Figures.UNKNOWN));
  }

  /**
   * A row of the table.
   *
   * @param title of the stage
   * @param rounds trained
   * @param first loss
   * @param last loss
   * @param best validation, and after which round
   * @param examplesPerSecond of all executors together
   */
  record Stage(
      String title,
      String rounds,
      String first,
      String last,
      String best,
      String examplesPerSecond) {
    private static Stage of(String title, TrainingCurve curve) {
      List<Double> loss = curve.loss();
      return new Stage(
          title,
          Figures.count(curve.rounds()),
          loss.isEmpty() ? Figures.UNKNOWN : Figures.number(loss.get(0)),
          loss.isEmpty() ? Figures.UNKNOWN : Figures.number(loss.get(loss.size() - 1)),
          curve
              .validation()
              .best()
              .map(best -> best.words() + ", round " + Figures.count(best.round()))
              .orElse(Figures.UNKNOWN),
          Figures.rounded(curve.examplesPerSecond()));
    }
  }
}
