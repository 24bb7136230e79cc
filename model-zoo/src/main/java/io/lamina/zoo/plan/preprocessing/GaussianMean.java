package io.lamina.zoo.plan.preprocessing;

import io.lamina.zoo.geometry.Shape;
import java.util.stream.IntStream;

/**
 * Of each place of a picture the mean of the places around it, in a square, weighted by a Gaussian
 * whose deviation is a quarter of the square's side. At the borders those places count that are
 * there.
 */
final class GaussianMean {
  private final Shape shape;

  /** Of a line, the middle in the middle. */
  private final double[] weights;

  GaussianMean(Surroundings around) {
    int reach = around.square().reach();
    double deviation = around.square().size() / 4.0;
    this.shape = around.shape();
    this.weights =
        IntStream.rangeClosed(-reach, reach)
            .mapToDouble(k -> StrictMath.exp(-k * k / (2 * deviation * deviation)))
            .toArray();
  }

  /** The means of values, of which each place has one. */
  double[] of(double[] places) {
    double[] across = new double[places.length];
    double[] both = new double[places.length];
    for (int row = 0; row < shape.height(); row++) {
      line(places, row * shape.width(), shape.width(), 1, across);
    }
    for (int column = 0; column < shape.width(); column++) {
      line(across, column, shape.height(), shape.width(), both);
    }
    return both;
  }

  private void line(double[] values, int from, int length, int step, double[] means) {
    int reach = weights.length / 2;
    for (int at = 0; at < length; at++) {
      double sum = 0;
      double whole = 0;
      for (int k = Math.max(0, at - reach); k <= Math.min(length - 1, at + reach); k++) {
        double weight = weights[k - at + reach];
        sum += weight * values[from + k * step];
        whole += weight;
      }
      means[from + at * step] = sum / whole;
    }
  }
}
