package io.lamina.zoo.digits;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;

/**
 * A random smooth map of the plane: an elastic part (a sum of slow waves) and an affine part
 * (slant, rotation, aspect, size). The same map moves every stroke of a digit, so that strokes
 * which touch go on touching. The digit ends up near the middle of the picture.
 *
 * <p>{@link StrictMath} throughout: the same digits on every machine.
 */
final class Distortion {
  private static final int WAVES = 3;
  private static final double ELASTIC = 0.045;
  private static final double ROTATION = 0.15;
  private static final double SLANT = 0.2;
  private static final double SHIFT = 0.6;

  private final double[][] waves = new double[WAVES][];
  private final double xx;
  private final double xy;
  private final double yx;
  private final double yy;
  private final double middleX;
  private final double middleY;

  /**
   * @param side of the picture in pixels
   */
  Distortion(Random random, int side) {
    for (int k = 0; k < WAVES; k++) {
      waves[k] = wave(random);
    }
    double angle = ROTATION * random.nextGaussian();
    double slant = SLANT * random.nextGaussian() - 0.1;
    double height = side * (0.62 + 0.12 * random.nextDouble());
    double width = height * (0.62 + 0.26 * random.nextDouble());
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    xx = width * cos;
    xy = height * (slant * cos - sin);
    yx = width * sin;
    yy = height * (slant * sin + cos);
    middleX = side / 2.0 + SHIFT * random.nextGaussian();
    middleY = side / 2.0 + SHIFT * random.nextGaussian();
  }

  /** A wave: frequency in x and y, phase, and how far it moves x and y. */
  private static double[] wave(Random random) {
    return new double[] {
      StrictMath.PI * 2 * random.nextDouble(),
      StrictMath.PI * 2 * random.nextDouble(),
      StrictMath.PI * 2 * random.nextDouble(),
      ELASTIC * random.nextGaussian(),
      ELASTIC * random.nextGaussian()
    };
  }

  /** The strokes in pixels. */
  List<Stroke> apply(List<Stroke> strokes) {
    List<Stroke> bent = strokes.stream().map(this::bent).toList();
    double[] x = bent.stream().flatMapToDouble(Stroke::allX).toArray();
    double[] y = bent.stream().flatMapToDouble(Stroke::allY).toArray();
    double dx = middleX - middle(x);
    double dy = middleY - middle(y);
    return bent.stream().map(stroke -> stroke.moved(dx, dy)).toList();
  }

  /** Halfway between the outermost values. */
  private static double middle(double[] values) {
    DoubleSummaryStatistics range = DoubleStream.of(values).summaryStatistics();
    return (range.getMin() + range.getMax()) / 2;
  }

  private Stroke bent(Stroke stroke) {
    double[] x = new double[stroke.points()];
    double[] y = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      double u = stroke.x(k) - 0.5;
      double v = stroke.y(k) - 0.5;
      double movedU = u;
      double movedV = v;
      for (double[] wave : waves) {
        double swing = StrictMath.sin(wave[0] * u + wave[1] * v + wave[2]);
        movedU += wave[3] * swing;
        movedV += wave[4] * swing;
      }
      x[k] = xx * movedU + xy * movedV;
      y[k] = yx * movedU + yy * movedV;
    }
    return new Stroke(x, y);
  }
}
