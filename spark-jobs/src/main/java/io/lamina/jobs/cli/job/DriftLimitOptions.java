package io.lamina.jobs.cli.job;

import io.lamina.jobs.drift.DriftLimits;
import picocli.CommandLine.Option;

/** From where on data have drifted: the options that commands which compare data have in common. */
public final class DriftLimitOptions {
  @Option(
      names = "--distance",
      paramLabel = "D",
      description =
          "How far a column, a code, a probability or the error may be from the version's: the"
              + " largest difference of the cumulative shares; 0.1 by default.")
  private double distance = DriftLimits.USUAL.distance();

  @Option(
      names = "--tail",
      paramLabel = "SHARE",
      description =
          "By how much the share of rows may rise whose error is above, or below, that of 99 of 100"
              + " held-out rows; 0.02 by default.")
  private double tail = DriftLimits.USUAL.tail();

  @Option(
      names = "--confidence",
      paramLabel = "C",
      description =
          "That data which have not moved are not called drifted, of all that is compared together;"
              + " 0.95 by default.")
  private double confidence = DriftLimits.USUAL.confidence();

  @Option(
      names = "--least-rows",
      paramLabel = "N",
      description = "With fewer rows nothing is computed; 100 by default.")
  private long leastRows = DriftLimits.USUAL.leastRows();

  /**
   * The limits that are asked for.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public DriftLimits limits() {
    return new DriftLimits(distance, tail, confidence, leastRows);
  }
}
