package io.lamina.jobs.report;

import io.lamina.jobs.run.LayerHealth;
import io.lamina.jobs.run.LayerRecord;
import io.lamina.jobs.run.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the layers have come to, each as soon as it was trained.
 *
 * @param rows of the layers, the lowest first
 * @param troubles what is wrong with them, in words
 */
record LayerStates(List<Row> rows, List<String> troubles) {
  static Optional<LayerStates> of(RunRecord run) {
    List<Row> rows = new ArrayList<>();
    List<String> troubles = new ArrayList<>();
    List<LayerRecord> layers = run.stages().layers();
    for (int k = 0; k < layers.size(); k++) {
      int number = k + 1;
      String key = "layers[" + k + "]";
      layers
          .get(k)
          .health()
          .ifPresent(
              health -> {
                rows.add(Row.of(number, health));
                troubles.addAll(health.troubles(key));
              });
    }
    return rows.isEmpty() ? Optional.empty() : Optional.of(new LayerStates(rows, troubles));
  }

  /** A layer, in words. */
  record Row(
      int number,
      String units,
      String dead,
      String saturated,
      String duplicates,
      String rank,
      String inputRank,
      String explained) {
    private static Row of(int number, LayerHealth health) {
      return new Row(
          number,
          Figures.count(health.units()),
          Figures.count(health.dead()),
          Figures.count(health.saturated()),
          Figures.count(health.duplicates()),
          String.format(Locale.ROOT, "%.1f", health.rank()),
          String.format(Locale.ROOT, "%.1f", health.inputRank()),
          Double.isNaN(health.explained())
              ? Figures.UNKNOWN
              : String.format(Locale.ROOT, "%.1f %%", 100 * health.explained()));
    }
  }
}
