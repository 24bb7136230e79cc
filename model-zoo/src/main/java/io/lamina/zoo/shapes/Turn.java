package io.lamina.zoo.shapes;

import java.util.Random;

/**
 * A point as it is after a turn about the origin and a change of size.
 *
 * @param cosine of the angle, divided by the size
 * @param sine likewise
 */
record Turn(double cosine, double sine) {
  /** By any angle. */
  static Turn any(Random random, double size) {
    double angle = 2 * Math.PI * random.nextDouble();
    return new Turn(StrictMath.cos(angle) / size, StrictMath.sin(angle) / size);
  }

  /** By a few degrees at most. */
  static Turn slight(Random random, double size) {
    double angle = 0.5 * (random.nextDouble() - 0.5);
    return new Turn(StrictMath.cos(angle) / size, StrictMath.sin(angle) / size);
  }

  double x(double x, double y) {
    return cosine * x + sine * y;
  }

  double y(double x, double y) {
    return cosine * y - sine * x;
  }
}
