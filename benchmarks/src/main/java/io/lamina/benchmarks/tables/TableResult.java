package io.lamina.benchmarks.tables;

import io.lamina.jobs.run.ComparedModel;
import io.lamina.jobs.run.Estimate;
import io.lamina.jobs.run.ModelComparison;
import java.util.Locale;

/**
 * What became of a table.
 *
 * @param seed of the table
 * @param table what it is like
 * @param comparison of the pretrained network with the others, over all draws
 */
public record TableResult(long seed, String table, ModelComparison comparison) {
  /** By how much the pretrained network is better than the random start. */
  public Estimate lead() {
    return row(ComparedModel.SCRATCH).lead().orElseThrow();
  }

  /** The error of a model. */
  public Estimate error(ComparedModel model) {
    return row(model).error();
  }

  private ModelComparison.Row row(ComparedModel model) {
    return comparison.rows().stream()
        .filter(row -> row.model().equals(model))
        .findFirst()
        .orElseThrow();
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "table %d (%s): %s, random start %s, lead %s",
        seed,
        table,
        error(ComparedModel.PRETRAINED).percent(),
        error(ComparedModel.SCRATCH).percent(),
        lead().points());
  }
}
