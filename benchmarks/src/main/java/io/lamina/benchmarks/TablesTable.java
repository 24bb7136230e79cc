package io.lamina.benchmarks;

import io.lamina.benchmarks.tables.TableResult;
import io.lamina.jobs.run.ComparedModel;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What became of generated tables, one a row.
 *
 * @param results of all, at least one
 */
record TablesTable(List<TableResult> results) {
  TablesTable {
    results = List.copyOf(results);
  }

  /** As Markdown. */
  @Override
  public String toString() {
    MarkdownTable table =
        new MarkdownTable(
            "table", "what it is", "pretrained", "random start", "logistic regression", "lead");
    results.forEach(result -> table.row(row(result)));
    return table + "\n" + summary();
  }

  private static List<String> row(TableResult result) {
    return List.of(
        Long.toString(result.seed()),
        result.table(),
        result.error(ComparedModel.PRETRAINED).percent(),
        result.error(ComparedModel.SCRATCH).percent(),
        result.error(ComparedModel.LINEAR).percent(),
        result.lead().points());
  }

  private String summary() {
    Comparator<TableResult> byLead = Comparator.comparingDouble(result -> result.lead().mean());
    TableResult worst = results.stream().min(byLead).orElseThrow();
    TableResult best = results.stream().max(byLead).orElseThrow();
    double mean =
        results.stream().mapToDouble(result -> result.lead().mean()).average().orElseThrow();
    return String.format(
        Locale.ROOT,
        "The lead over the random start: %.2f points in the mean, %.2f at worst (table %d), %.2f at"
            + " best (table %d).\n",
        100 * mean,
        100 * worst.lead().mean(),
        worst.seed(),
        100 * best.lead().mean(),
        best.seed());
  }
}
