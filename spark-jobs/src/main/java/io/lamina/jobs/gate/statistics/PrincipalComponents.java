package io.lamina.jobs.gate.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The best linear reconstruction with a number of codes: principal component analysis, from the
 * covariance of a sample. Immutable.
 */
public final class PrincipalComponents {
  private final double[] mean;
  private final double[][] axes;

  /**
   * Takes time as the cube of the number of inputs, or of rows if there are fewer: some seconds for
   * a thousand.
   *
   * @param sample rows of inputs, at least two, all finite
   * @param components at least 0 and below the number of rows, at most the number of inputs; 0
   *     reconstructs the mean
   */
  public PrincipalComponents(float[][] sample, int components) {
    if (sample.length < 2) {
      throw new IllegalArgumentException(sample.length + " rows have no covariance");
    }
    int inputs = sample[0].length;
    int most = Math.min(inputs, sample.length - 1);
    if (components < 0 || components > most) {
      throw new IllegalArgumentException(
          "components is " + components + ", must be at least 0 and at most " + most);
    }
    this.mean = mean(sample, inputs);
    double[][] centred = new double[sample.length][];
    for (int row = 0; row < sample.length; row++) {
      centred[row] = centred(sample[row]);
    }
    this.axes = axes(centred, components);
  }

  private static double[][] axes(double[][] centred, int components) {
    boolean byColumns = centred[0].length <= centred.length;
    Spectrum spectrum =
        new Spectrum(byColumns ? Products.ofColumns(centred) : Products.ofRows(centred), true);
    return IntStream.range(0, components)
        .mapToObj(spectrum::vector)
        .map(vector -> byColumns ? vector : combined(vector, centred))
        .toArray(double[][]::new);
  }

  /** What the rows add up to, each times its factor, with length 1; 0 if that is 0. */
  private static double[] combined(double[] factors, double[][] rows) {
    double[] sum = new double[rows[0].length];
    for (int row = 0; row < rows.length; row++) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += factors[row] * rows[row][i];
      }
    }
    double length = Math.sqrt(Products.dot(sum, sum));
    return Arrays.stream(sum).map(value -> length > 0 ? value / length : 0).toArray();
  }

  /**
   * The squared errors of reconstruction.
   *
   * @param rows of inputs
   * @return of each row, summed over its inputs
   */
  public double[] errors(float[][] rows) {
    double[] errors = new double[rows.length];
    for (int row = 0; row < rows.length; row++) {
      double[] rest = centred(rows[row]);
      for (double[] axis : axes) {
        double code = Products.dot(rest, axis);
        for (int i = 0; i < rest.length; i++) {
          rest[i] -= code * axis[i];
        }
      }
      errors[row] = Products.dot(rest, rest);
    }
    return errors;
  }

  private double[] centred(float[] row) {
    if (row.length != mean.length) {
      throw new IllegalArgumentException(
          "a row has " + row.length + " inputs, the first has " + mean.length);
    }
    double[] centred = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      centred[i] = row[i] - mean[i];
    }
    return centred;
  }

  private static double[] mean(float[][] sample, int inputs) {
    double[] mean = new double[inputs];
    for (float[] row : sample) {
      for (int i = 0; i < Math.min(inputs, row.length); i++) {
        mean[i] += row[i] / (double) sample.length;
      }
    }
    return mean;
  }
}
