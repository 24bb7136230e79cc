package io.lamina.jobs.drift.sketches;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.gate.InputData;

/**
 * How rows are distributed, and what a model says of rows.
 *
 * @param inputs the columns as they are read, before preprocessing
 * @param scores of the same rows; in a version, of those that were held out
 */
public record DataSketches(InputData inputs, ScoreSketches scores) {
  public DataSketches {
    requireNonNull(inputs, "inputs is null");
    requireNonNull(scores, "scores is null");
  }
}
