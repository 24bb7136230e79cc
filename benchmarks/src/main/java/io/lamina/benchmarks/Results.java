package io.lamina.benchmarks;

import io.lamina.jobs.run.LabelCurveRow;
import io.lamina.jobs.run.Phase;
import io.lamina.jobs.run.ReconstructionEvaluation;
import io.lamina.jobs.run.RunRecord;
import io.lamina.jobs.run.Spread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/** What runs came to, side by side: a row a run, with a column for what any of them has. */
final class Results {
  private static final String NOTHING = "";

  private final List<RunRecord> runs;

  Results(List<RunRecord> runs) {
    this.runs = List.copyOf(runs);
  }

  /** The table, and one more for each run that has studied the number of labels. */
  String tables() {
    StringBuilder text = new StringBuilder(figures());
    runs.stream()
        .filter(run -> !run.results().labelCurve().isEmpty())
        .forEach(run -> text.append('\n').append(labelCurve(run)));
    return text.toString();
  }

  private String figures() {
    List<Column> columns = columns().filter(this::any).toList();
    MarkdownTable table =
        new MarkdownTable(columns.stream().map(Column::title).toArray(String[]::new));
    runs.forEach(run -> table.row(columns.stream().map(column -> column.cell(run)).toList()));
    return table.toString();
  }

  private boolean any(Column column) {
    return runs.stream().anyMatch(run -> !column.cell(run).isEmpty());
  }

  private static Stream<Column> columns() {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("run", RunRecord::name));
    columns.add(new Column("seed", run -> Long.toString(run.origin().seed())));
    columns.add(new Column("failed", run -> run.error().orElse(NOTHING)));
    columns.add(new Column("test error", run -> percent(run.testError())));
    columns.add(
        new Column("before pseudo-labels", run -> percent(run.results().test().fineTunedError())));
    columns.add(
        new Column("logistic regression", run -> percent(run.results().test().linearError())));
    columns.add(new Column("random start", run -> percent(run.results().test().scratchError())));
    columns.add(
        new Column(
            "reconstruction error",
            run ->
                run.results()
                    .test()
                    .reconstruction()
                    .map(it -> number("%.3f", it.error()))
                    .orElse(NOTHING)));
    columns.add(
        new Column(
            "AUC",
            run -> run.results().test().reconstruction().map(Results::area).orElse(NOTHING)));
    Stream.of(Phase.values())
        .forEach(phase -> columns.add(new Column(phase.title(), run -> seconds(run, phase))));
    return columns.stream();
  }

  private static String area(ReconstructionEvaluation judged) {
    return judged.anomalyAuc().stream()
        .mapToObj(area -> number("%.4f", area))
        .findFirst()
        .orElse(NOTHING);
  }

  private static String percent(OptionalDouble share) {
    return share.stream()
        .mapToObj(value -> number("%.2f %%", 100 * value))
        .findFirst()
        .orElse(NOTHING);
  }

  private static String seconds(RunRecord run, Phase phase) {
    return Optional.ofNullable(run.costs().spent().get(phase))
        .map(Duration::toMillis)
        .map(millis -> number("%.0f s", millis / 1000.0))
        .orElse(NOTHING);
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static String labelCurve(RunRecord run) {
    MarkdownTable table =
        new MarkdownTable(
            "labels", "logistic regression", "random start", "pretrained", "with pseudo-labels");
    for (LabelCurveRow row : LabelCurveRow.of(run.results().labelCurve())) {
      table.row(
          List.of(
              Integer.toString(row.labels()),
              row.linear().map(Spread::toString).orElse(NOTHING),
              row.scratch().map(Spread::toString).orElse(NOTHING),
              row.pretrained().toString(),
              row.pseudoLabels().map(Spread::toString).orElse(NOTHING)));
    }
    return table.toString();
  }

  private record Column(String title, Function<RunRecord, String> value) {
    String cell(RunRecord run) {
      return value.apply(run);
    }
  }
}
