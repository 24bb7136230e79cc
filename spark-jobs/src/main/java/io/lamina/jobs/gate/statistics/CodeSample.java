package io.lamina.jobs.gate.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The codes of a layer for a sample of rows: how many units say nothing, and how many directions
 * the codes take. Immutable.
 */
public final class CodeSample {
  private final double[][] centred;
  private final float[] lowest;
  private final float[] highest;
  private final float[] codes;

  /**
   * @param codes of all units for a row, one row after the other; at least two rows, all finite
   * @param units of the layer
   */
  public CodeSample(float[] codes, int units) {
    if (units < 1 || codes.length % units != 0 || codes.length < 2 * units) {
      throw new IllegalArgumentException(
          codes.length + " codes are not two rows or more of " + units + " units");
    }
    for (float code : codes) {
      if (!Float.isFinite(code)) {
        throw new IllegalArgumentException("a code is " + code + ", must be finite");
      }
    }
    this.codes = codes.clone();
    this.lowest = new float[units];
    this.highest = new float[units];
    Arrays.fill(lowest, Float.POSITIVE_INFINITY);
    Arrays.fill(highest, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < codes.length; i++) {
      lowest[i % units] = Math.min(lowest[i % units], codes[i]);
      highest[i % units] = Math.max(highest[i % units], codes[i]);
    }
    this.centred = centred(codes, units);
  }

  public int units() {
    return lowest.length;
  }

  public int rows() {
    return centred.length;
  }

  /** The units whose codes differ by less than {@code range}. */
  public int dead(double range) {
    return (int)
        IntStream.range(0, units()).filter(u -> (double) highest[u] - lowest[u] < range).count();
  }

  /**
   * The units that are not dead and stand at an end of their non-linearity's range for nearly all
   * rows: they learn no more.
   *
   * @param low the lower end: 0 for the sigmoid
   * @param high the upper end: 1 for the sigmoid
   * @param range a unit closer to an end than this stands at it, and a unit whose codes differ by
   *     less is dead
   * @param share of the rows
   */
  public int saturated(double low, double high, double range, double share) {
    return (int)
        IntStream.range(0, units())
            .filter(u -> (double) highest[u] - lowest[u] >= range)
            .filter(u -> atAnEnd(u, low + range, high - range) >= share * rows())
            .count();
  }

  private long atAnEnd(int unit, double low, double high) {
    return IntStream.range(0, rows())
        .mapToDouble(row -> codes[row * units() + unit])
        .filter(code -> code < low || code > high)
        .count();
  }

  /**
   * The effective rank of the codes' covariance: the exponential of the entropy of its eigenvalues,
   * divided by their sum (Roy and Vetterli, The effective rank, EUSIPCO 2007). From 1, if all codes
   * lie on a line, to the number of units, or of rows minus 1 if that is less. 0 if all codes are
   * the same. Takes time as the cube of the smaller number.
   */
  public double effectiveRank() {
    double[] values = new Spectrum(smallerProducts(), false).values();
    double sum = Arrays.stream(values).sum();
    if (sum == 0) {
      return 0;
    }
    double entropy =
        Arrays.stream(values)
            .map(value -> value / sum)
            .filter(p -> p > 0)
            .map(p -> -p * StrictMath.log(p))
            .sum();
    return StrictMath.exp(entropy);
  }

  /** The products of units with units, or of rows with rows: both have the same eigenvalues. */
  private double[][] smallerProducts() {
    return units() <= rows() ? Products.ofColumns(centred) : Products.ofRows(centred);
  }

  private static double[][] centred(float[] codes, int units) {
    int rows = codes.length / units;
    double[][] centred = new double[rows][units];
    for (int u = 0; u < units; u++) {
      double sum = 0;
      for (int row = 0; row < rows; row++) {
        sum += codes[row * units + u];
      }
      for (int row = 0; row < rows; row++) {
        centred[row][u] = codes[row * units + u] - sum / rows;
      }
    }
    return centred;
  }
}
