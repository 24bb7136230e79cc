package io.lamina.zoo.shapes;

import java.util.Random;

/**
 * A picture in full: a figure with a texture of two colours, somewhere before a background whose
 * colour changes from one side to the other.
 */
final class Scene {
  private static final int CHANNELS = 3;

  private final Figure figure;
  private final Texture texture;
  private final Turn place;
  private final Turn weave;
  private final Turn slope;
  private final double left;
  private final double top;
  private final double[] light;
  private final double[] dark;
  private final double[] background;
  private final double[] change;

  /**
   * @param side of the picture in pixels
   */
  Scene(Figure figure, Texture texture, Random random, int side) {
    this.figure = figure;
    this.texture = texture;
    double size = side * (0.28 + 0.12 * random.nextDouble());
    this.place = Turn.slight(random, size);
    this.weave = Turn.any(random, side * (0.14 + 0.08 * random.nextDouble()));
    this.slope = Turn.any(random, side);
    this.left = side * (0.42 + 0.16 * random.nextDouble());
    this.top = side * (0.42 + 0.16 * random.nextDouble());
    this.light = colour(random, 0.55, 1);
    this.dark = colour(random, 0, 0.4);
    this.background = colour(random, 0.1, 0.9);
    this.change = colour(random, -0.4, 0.4);
  }

  private static double[] colour(Random random, double from, double to) {
    double[] colour = new double[CHANNELS];
    for (int channel = 0; channel < CHANNELS; channel++) {
      colour[channel] = from + (to - from) * random.nextDouble();
    }
    return colour;
  }

  /**
   * The light at a point, in pixels from the upper left corner; between 0 and 1 or a little beyond.
   */
  double light(double x, double y, int channel) {
    double right = x - left;
    double down = y - top;
    if (figure.covers(place.x(right, down), place.y(right, down))) {
      return texture.isLight(weave.x(right, down), weave.y(right, down))
          ? light[channel]
          : dark[channel];
    }
    return background[channel] + change[channel] * slope.x(right, down);
  }
}
