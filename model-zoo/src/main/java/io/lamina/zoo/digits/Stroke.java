package io.lamina.zoo.digits;

import java.util.stream.DoubleStream;

/**
 * One stroke of a pen: a smooth curve through points, in a box of width and height 1 with its
 * origin at the top left.
 */
final class Stroke {
  private static final int PIECES_PER_SPAN = 6;

  private final double[] x;
  private final double[] y;

  /**
   * @param x the points' distances from the left
   * @param y the points' distances from the top, as many as {@code x}
   */
  Stroke(double[] x, double[] y) {
    if (x.length != y.length || x.length < 2) {
      throw new IllegalArgumentException(
          "a stroke needs two points or more, got " + x.length + " x and " + y.length + " y");
    }
    this.x = x;
    this.y = y;
  }

  DoubleStream allX() {
    return DoubleStream.of(x);
  }

  DoubleStream allY() {
    return DoubleStream.of(y);
  }

  int points() {
    return x.length;
  }

  double x(int point) {
    return x[point];
  }

  double y(int point) {
    return y[point];
  }

  /** A stroke through (x, y) pairs. */
  static Stroke through(double... pairs) {
    int points = pairs.length / 2;
    double[] x = new double[points];
    double[] y = new double[points];
    for (int k = 0; k < points; k++) {
      x[k] = pairs[2 * k];
      y[k] = pairs[2 * k + 1];
    }
    return new Stroke(x, y);
  }

  /** The same stroke elsewhere. */
  Stroke moved(double dx, double dy) {
    double[] movedX = new double[x.length];
    double[] movedY = new double[y.length];
    for (int k = 0; k < x.length; k++) {
      movedX[k] = x[k] + dx;
      movedY[k] = y[k] + dy;
    }
    return new Stroke(movedX, movedY);
  }

  /** The curve as short straight pieces: a uniform Catmull-Rom spline through the points. */
  Stroke smooth() {
    if (x.length == 2) {
      return this;
    }
    int spans = x.length - 1;
    double[] smoothX = new double[spans * PIECES_PER_SPAN + 1];
    double[] smoothY = new double[smoothX.length];
    for (int k = 0; k < smoothX.length; k++) {
      int span = Math.min(k / PIECES_PER_SPAN, spans - 1);
      double t = (double) (k - span * PIECES_PER_SPAN) / PIECES_PER_SPAN;
      smoothX[k] = spline(x, span, t);
      smoothY[k] = spline(y, span, t);
    }
    return new Stroke(smoothX, smoothY);
  }

  private static double spline(double[] values, int span, double t) {
    double before = values[Math.max(span - 1, 0)];
    double from = values[span];
    double to = values[span + 1];
    double after = values[Math.min(span + 2, values.length - 1)];
    double cubic = 3 * (from - to) + after - before;
    double square = 2 * before - 5 * from + 4 * to - after;
    return from + 0.5 * t * (to - before + t * (square + t * cubic));
  }
}
