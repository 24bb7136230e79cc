package io.lamina.jobs.report;

import io.lamina.jobs.run.Benefit;
import io.lamina.jobs.run.Estimate;
import io.lamina.jobs.run.ModelComparison;
import io.lamina.jobs.run.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What several models made of the held-out examples by the same labels, in a table.
 *
 * @param rows of all numbers of labels, of each the best model first
 * @param intervals whether there are some, over draws
 * @param verdict what the network is not better than, and what to try; none if it is the best
 */
record Comparisons(List<Row> rows, boolean intervals, List<String> verdict) {
  static Optional<Comparisons> of(RunRecord run) {
    List<ModelComparison> all = ModelComparison.of(run.results());
    List<String> verdict = Benefit.of(run.results()).lines();
    if (all.isEmpty() && verdict.isEmpty()) {
      return Optional.empty();
    }
    List<Row> rows = new ArrayList<>();
    all.forEach(comparison -> rows.addAll(rows(comparison)));
    boolean intervals = all.stream().anyMatch(comparison -> comparison.draws() > 1);
    return Optional.of(new Comparisons(rows, intervals, verdict));
  }

  /** Whether there is a table. */
  boolean table() {
    return !rows.isEmpty();
  }

  private static List<Row> rows(ModelComparison comparison) {
    return comparison.rows().stream().map(row -> Row.of(comparison, row)).toList();
  }

  /**
   * A row of the table.
   *
   * @param labels how many
   * @param draws of so many
   * @param model in words
   * @param own whether it is the run's own model
   * @param error of it
   * @param lead of the run's own model over it
   */
  record Row(String labels, int draws, String model, boolean own, String error, String lead) {
    private static Row of(ModelComparison comparison, ModelComparison.Row row) {
      return new Row(
          comparison.labels().isPresent()
              ? Figures.count(comparison.labels().getAsLong())
              : Figures.UNKNOWN,
          comparison.draws(),
          row.model().title(),
          row.model().equals(comparison.own()),
          row.error().percent(),
          row.lead().map(Estimate::points).orElse(""));
    }
  }
}
