package io.lamina.jobs.run;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What executors found out by training each other's shards again, in this run alone.
 *
 * @param shards how many shards were trained again; one that two others trained again counts twice
 * @param differences how many times executors did not come to the same bits
 * @param wrong the executors that were found to be wrong, in the order in which they were found
 */
public record RecheckRecord(long shards, int differences, List<Wrong> wrong) {
  public RecheckRecord {
    wrong = List.copyOf(wrong);
    if (shards < 0 || differences < 0) {
      throw new IllegalArgumentException(shards + " shards, " + differences + " differences");
    }
  }

  /**
   * An executor that came to wrong bits, and was excluded.
   *
   * @param executor as workers are called
   * @param cause for people
   */
  public record Wrong(String executor, String cause) {
    public Wrong {
      requireNonNull(executor, "executor is null");
      requireNonNull(cause, "cause is null");
    }
  }
}
