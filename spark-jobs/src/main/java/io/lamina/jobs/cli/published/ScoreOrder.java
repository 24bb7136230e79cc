package io.lamina.jobs.cli.published;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.scoring.ScoreColumn;
import java.util.HashSet;
import java.util.List;

/**
 * What a command wants to be scored.
 *
 * @param on which version scores which data
 * @param output what is written
 */
record ScoreOrder(VersionOrder on, Output output) {
  ScoreOrder {
    requireNonNull(on, "on is null");
    requireNonNull(output, "output is null");
  }

  /**
   * What is written.
   *
   * @param directory that must not exist
   * @param columns to add; all that the network has if empty
   */
  record Output(String directory, List<ScoreColumn> columns) {
    Output {
      requireNonNull(directory, "directory is null");
      columns = List.copyOf(columns);
      if (new HashSet<>(columns).size() < columns.size()) {
        throw new IllegalArgumentException("--columns names a column twice: name each once");
      }
    }
  }
}
