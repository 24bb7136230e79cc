package io.lamina.jobs.report.history;

import io.lamina.jobs.gate.GateRecord;
import io.lamina.jobs.report.Chart;
import io.lamina.jobs.report.GateRow;
import io.lamina.jobs.report.PageAssets;
import io.lamina.jobs.report.drawing.Picture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the template shows: a method for each section, by its name there. */
record HistoryContent(PageAssets assets, ModelHistory history) {
  private static final String NOTHING = "–";

  String model() {
    return history.model();
  }

  String registry() {
    return history.registry();
  }

  Features features() {
    return history.features();
  }

  /** A chart for each figure that a version has. */
  List<Chart> charts() {
    Set<String> names = new TreeSet<>();
    history.versions().forEach(version -> names.addAll(version.figures().keySet()));
    List<Double> places =
        history.versions().stream().map(version -> (double) version.number()).toList();
    return names.stream()
        .map(
            name ->
                new Chart(
                    name + " over versions",
                    "version",
                    places,
                    List.of(new Chart.Series(name, values(name)))))
        .toList();
  }

  private List<Double> values(String name) {
    return history.versions().stream()
        .map(version -> version.figures().getOrDefault(name, Double.NaN))
        .toList();
  }

  /** How far the data of versions have moved; none where there is nothing to compare. */
  List<Chart> driftCharts() {
    List<DataDrift> known =
        history.drifts().stream().filter(drift -> drift.largest().isPresent()).toList();
    return known.isEmpty()
        ? List.of()
        : List.of(
            new Chart(
                "Largest distance of a column to the version before",
                "version",
                known.stream().map(drift -> (double) drift.number()).toList(),
                List.of(
                    new Chart.Series(
                        "distance",
                        known.stream().map(drift -> drift.largest().getAsDouble()).toList()))));
  }

  /** The charts for the page's script, in the order of their places. */
  String chartData() {
    return Chart.json(Stream.concat(charts().stream(), driftCharts().stream()).toList());
  }

  boolean compared() {
    return !history.drifts().isEmpty();
  }

  /** The newest first. */
  List<DriftRow> drifts() {
    List<DriftRow> rows = new ArrayList<>(history.drifts().stream().map(DriftRow::of).toList());
    Collections.reverse(rows);
    return rows;
  }

  /**
   * A row of the table of drifts.
   *
   * @param name of the version
   * @param before the version before
   * @param verdict in words
   * @param farthest columns
   * @param map of the pixels
   */
  record DriftRow(
      String name, String before, String verdict, String farthest, Optional<Picture> map) {
    private static DriftRow of(DataDrift drift) {
      return new DriftRow(
          "v" + drift.number(),
          "v" + drift.before(),
          drift.verdict(),
          drift.farthest().isEmpty() ? NOTHING : String.join(", ", drift.farthest()),
          drift.map());
    }
  }

  /** The newest first. */
  List<VersionRow> versions() {
    List<VersionRow> rows =
        new ArrayList<>(history.versions().stream().map(VersionRow::of).toList());
    Collections.reverse(rows);
    return rows;
  }

  /** A section each. */
  List<AliasRows> aliases() {
    return history.aliases().entrySet().stream()
        .map(alias -> AliasRows.of(alias.getKey(), alias.getValue()))
        .toList();
  }

  /**
   * A row of the table of versions.
   *
   * @param name of the version
   * @param published when
   * @param network its widths
   * @param figures in words
   * @param aliases that name it now
   */
  record VersionRow(String name, String published, String network, String figures, String aliases) {
    private static VersionRow of(ModelHistory.Version version) {
      String figures =
          version.figures().entrySet().stream()
              .map(figure -> figure.getKey() + " " + GateRow.number(figure.getValue()))
              .collect(Collectors.joining(", "));
      return new VersionRow(
          "v" + version.number(),
          version.published(),
          version.network(),
          figures.isEmpty() ? NOTHING : figures,
          version.aliases().isEmpty() ? NOTHING : String.join(", ", version.aliases()));
    }
  }

  /**
   * An alias.
   *
   * @param alias its name
   * @param entries the newest first
   */
  record AliasRows(String alias, List<EntryRow> entries) {
    private static AliasRows of(String alias, List<ModelHistory.Entry> entries) {
      List<EntryRow> rows = new ArrayList<>(entries.stream().map(EntryRow::of).toList());
      Collections.reverse(rows);
      return new AliasRows(alias, rows);
    }
  }

  /**
   * An entry.
   *
   * @param entry as it is in the registry
   * @param outcome what the gates said together
   * @param gates a line each
   */
  record EntryRow(ModelHistory.Entry entry, String outcome, List<GateRow> gates) {
    boolean judged() {
      return !gates.isEmpty();
    }

    private static EntryRow of(ModelHistory.Entry entry) {
      return new EntryRow(
          entry,
          entry.gates().map(GateRow::outcome).or(entry::problem).orElse("no gates"),
          entry.gates().map(GateRecord::results).orElse(List.of()).stream()
              .map(GateRow::of)
              .toList());
    }
  }
}
