package io.lamina.jobs.report;

import io.lamina.jobs.run.LabelCurvePoint;
import io.lamina.jobs.run.LabelCurveRow;
import io.lamina.jobs.run.RunRecord;
import io.lamina.jobs.run.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The test error by the number of labels, as a chart.
 *
 * @param draws of each number
 * @param chart of the means
 */
record LabelCurve(int draws, Chart chart) {
  static Optional<LabelCurve> of(RunRecord run) {
    List<LabelCurveRow> rows = LabelCurveRow.of(run.results().labelCurve());
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    int draws =
        run.results().labelCurve().stream().mapToInt(LabelCurvePoint::draw).max().orElseThrow();
    return Optional.of(new LabelCurve(draws, chart(rows)));
  }

  private static Chart chart(List<LabelCurveRow> rows) {
    List<Chart.Series> lines = new ArrayList<>();
    add(lines, "pretrained", rows.stream().map(row -> Optional.of(row.pretrained())).toList());
    add(lines, "random start", rows.stream().map(LabelCurveRow::scratch).toList());
    add(lines, "logistic regression", rows.stream().map(LabelCurveRow::linear).toList());
    add(lines, "with pseudo-labels", rows.stream().map(LabelCurveRow::pseudoLabels).toList());
    return new Chart(
        "Test error in percent by the number of labels",
        "labels",
        rows.stream().map(row -> (double) row.labels()).toList(),
        lines);
  }

  private static void add(List<Chart.Series> lines, String label, List<Optional<Spread>> errors) {
    if (errors.stream().allMatch(Optional::isPresent)) {
      lines.add(
          new Chart.Series(
              label, errors.stream().map(error -> 100 * error.orElseThrow().mean()).toList()));
    }
  }
}
