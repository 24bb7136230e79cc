package io.lamina.jobs.drift;

/**
 * From where on data have drifted. What has moved by more is drift only if it is no accident, too.
 *
 * @param distance how far a column, a code, a probability or the error may be from the version's:
 *     the Kolmogorov-Smirnov distance, 0 to 1
 * @param tail by how much the share of the rows may rise whose error is higher, or lower, than 99
 *     of 100 of the version's, 0 to 1
 * @param confidence that data which have not moved are not called so, of everything that is looked
 *     at together, 0.5 to 0.9999
 * @param leastRows with fewer nothing can be said, at least 1
 */
public record DriftLimits(double distance, double tail, double confidence, long leastRows) {
  public static final DriftLimits USUAL = new DriftLimits(0.1, 0.02, 0.95, 100);

  public DriftLimits {
    require("distance", distance, 0, 1);
    require("tail", tail, 0, 1);
    require("confidence", confidence, 0.5, 0.9999);
    if (leastRows < 1) {
      throw new IllegalArgumentException("least-rows is " + leastRows + ", must be at least 1");
    }
  }

  private static void require(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          name + " is " + value + ", must be at least " + least + " and at most " + most);
    }
  }
}
