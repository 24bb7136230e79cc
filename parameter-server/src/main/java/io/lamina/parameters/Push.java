package io.lamina.parameters;

import static java.util.Objects.requireNonNull;

/**
 * What a shard learnt in a round, beside the difference itself.
 *
 * @param stage the stage's name
 * @param generation of the worker that trained
 * @param round it trained in
 * @param shard it trained
 * @param examples it saw: the weight of its difference, at least 1
 * @param lossSum the loss, summed over {@code lossExamples}
 * @param lossExamples the examples the loss was measured on
 * @param report what its worker did since its last push
 */
public record Push(
    String stage,
    long generation,
    int round,
    int shard,
    long examples,
    double lossSum,
    long lossExamples,
    WorkerReport report) {
  public Push {
    requireNonNull(stage, "stage is null");
    requireNonNull(report, "report is null");
    if (round < 0 || shard < 0 || examples < 1 || lossExamples < 0) {
      throw new IllegalArgumentException(
          "not a push: round "
              + round
              + ", shard "
              + shard
              + ", examples "
              + examples
              + ", lossExamples "
              + lossExamples);
    }
  }
}
