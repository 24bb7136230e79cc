package io.lamina.zoo.shapes;

import io.lamina.zoo.generator.ExampleRandom;
import io.lamina.zoo.generator.PictureGenerator;
import java.util.List;
import java.util.Random;

/**
 * Draws coloured pictures of a disc, a square, a triangle, a cross or a ring, which is striped or
 * chequered; at random places, in random colours, sizes and angles, with noise. Example {@code i}
 * of a seed is always the same picture, on every machine and whatever was drawn before it. Safe for
 * use by several threads.
 */
public final class ShapeGenerator implements PictureGenerator {
  /** The classes: a shape with a texture. Label 2 k + t is shape k with texture t. */
  public static final int CLASSES = 10;

  /** The pictures' height and width in pixels. */
  public static final int SIDE = 32;

  private static final List<Figure> FIGURES = List.of(Figure.values());
  private static final List<Texture> TEXTURES = List.of(Texture.values());
  private static final int CHANNELS = 3;

  /** Points a side at which the light of a pixel is looked at. */
  private static final int POINTS = 3;

  private static final double NOISE = 0.04;

  private final ExampleRandom random;

  /**
   * @param seed different seeds draw different pictures
   */
  public ShapeGenerator(long seed) {
    this.random = new ExampleRandom(seed);
  }

  /** The class of example {@code index}; every class is as likely. */
  @Override
  public int label(long index) {
    return random.of(index).nextInt(CLASSES);
  }

  /** The picture, row by row: {@link #SIDE}² times red, green and blue, as unsigned bytes. */
  @Override
  public byte[] pixels(long index) {
    Random drawn = random.of(index);
    int label = drawn.nextInt(CLASSES);
    Figure figure = FIGURES.get(label / TEXTURES.size());
    Texture texture = TEXTURES.get(label % TEXTURES.size());
    Scene scene = new Scene(figure, texture, drawn, SIDE);
    byte[] pixels = new byte[SIDE * SIDE * CHANNELS];
    for (int i = 0; i < pixels.length; i++) {
      int pixel = i / CHANNELS;
      double light = light(scene, pixel % SIDE, pixel / SIDE, i % CHANNELS);
      double noise = NOISE * (2 * drawn.nextDouble() - 1);
      pixels[i] = (byte) Math.rint(255 * Math.min(1, Math.max(0, light + noise)));
    }
    return pixels;
  }

  private static double light(Scene scene, int column, int row, int channel) {
    double sum = 0;
    for (int down = 0; down < POINTS; down++) {
      for (int right = 0; right < POINTS; right++) {
        double x = column + (right + 0.5) / POINTS;
        double y = row + (down + 0.5) / POINTS;
        sum += scene.light(x, y, channel);
      }
    }
    return sum / (POINTS * POINTS);
  }
}
