package io.lamina.zoo.digits;

import io.lamina.zoo.generator.ExampleRandom;
import io.lamina.zoo.generator.PictureGenerator;
import java.util.List;
import java.util.Random;

/**
 * Draws handwriting-like digits: strokes of a pen, written in one of the ways people write the
 * digit, bent, slanted, shifted and inked at random. Example {@code i} of a seed is always the same
 * picture, on every machine and whatever was drawn before it. Safe for use by several threads.
 */
public final class DigitGenerator implements PictureGenerator {
  /** The classes: the digits 0 to 9. */
  public static final int CLASSES = 10;

  /** The pictures' height and width in pixels. */
  public static final int SIDE = 28;

  private final ExampleRandom random;
  private final Glyphs glyphs = new Glyphs();

  /**
   * @param seed different seeds draw different digits
   */
  public DigitGenerator(long seed) {
    this.random = new ExampleRandom(seed);
  }

  /** The digit that example {@code index} shows, 0 to 9; every digit is as likely. */
  @Override
  public int label(long index) {
    return random.of(index).nextInt(CLASSES);
  }

  /** The picture, row by row: {@link #SIDE}² unsigned bytes, 0 for paper and 255 for ink. */
  @Override
  public byte[] pixels(long index) {
    Random drawn = random.of(index);
    List<List<Stroke>> ways = glyphs.of(drawn.nextInt(CLASSES));
    List<Stroke> way = ways.get(drawn.nextInt(ways.size()));
    List<Stroke> strokes = way.stream().map(Stroke::smooth).toList();
    Distortion distortion = new Distortion(drawn, SIDE);
    Canvas canvas = new Canvas(SIDE, 0.8 + 0.7 * drawn.nextDouble(), 0.9 + drawn.nextDouble());
    distortion.apply(strokes).forEach(canvas::draw);
    return canvas.pixels();
  }
}
