package io.lamina.jobs.drift.sketches;

import io.lamina.jobs.data.shards.ExampleBlock;
import io.lamina.jobs.scoring.BlockScores;
import io.lamina.jobs.sketch.ColumnSketcher;
import io.lamina.jobs.sketch.DistinctRows;
import io.lamina.runtime.train.MiniBatch;
import java.util.List;

/** Sketches rows that come one by one. For one thread. */
final class RowSketcher {
  private final List<ColumnSketcher> places;
  private DistinctRows different = DistinctRows.none();
  private long rows;

  /**
   * @param places values of a row
   */
  RowSketcher(int places) {
    this.places = ColumnSketcher.each(places);
  }

  /** The examples of a block, value by value. */
  void add(ExampleBlock block) {
    MiniBatch examples = block.examplesAndLabels();
    for (int i = 0; i < examples.size(); i++) {
      add(0, examples.values(), i * examples.inputs(), examples.inputs());
      rows++;
    }
    different =
        different.plus(DistinctRows.of(examples.values(), examples.size(), examples.inputs()));
  }

  /** What is said of a block's examples: of each the error, then the codes, then probabilities. */
  void add(BlockScores scores) {
    int examples = scores.errors().length;
    int codes = scores.codes().length / examples;
    int classes = scores.probabilities().length / examples;
    for (int i = 0; i < examples; i++) {
      places.get(0).add((float) scores.errors()[i]);
      add(1, scores.codes(), i * codes, codes);
      add(1 + codes, scores.probabilities(), i * classes, classes);
      rows++;
    }
  }

  private void add(int place, float[] values, int from, int count) {
    for (int i = 0; i < count; i++) {
      places.get(place + i).add(values[from + i]);
    }
  }

  RowSketches sketches() {
    return new RowSketches(rows, different, places.stream().map(ColumnSketcher::sketch).toList());
  }
}
