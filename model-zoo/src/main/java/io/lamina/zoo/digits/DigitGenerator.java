package io.lamina.zoo.digits;

import java.util.List;
import java.util.Random;

/**
 * Draws handwriting-like digits: strokes of a pen, written in one of the ways people write the
 * digit, bent, slanted, shifted and inked at random. Example {@code i} of a seed is always the same
 * picture, on every machine and whatever was drawn before it. Safe for use by several threads.
 */
public final class DigitGenerator {
  /** The classes: the digits 0 to 9. */
  public static final int CLASSES = 10;

  /** The pictures' height and width in pixels. */
  public static final int SIDE = 28;

  private final long seed;
  private final Glyphs glyphs = new Glyphs();

  /**
   * @param seed different seeds draw different digits
   */
  public DigitGenerator(long seed) {
    this.seed = seed;
  }

  /** The digit that example {@code index} shows, 0 to 9; every digit is as likely. */
  public int label(long index) {
    return random(index).nextInt(CLASSES);
  }

  /** The picture, row by row: {@link #SIDE}² unsigned bytes, 0 for paper and 255 for ink. */
  public byte[] pixels(long index) {
    Random random = random(index);
    List<List<Stroke>> ways = glyphs.of(random.nextInt(CLASSES));
    List<Stroke> way = ways.get(random.nextInt(ways.size()));
    List<Stroke> strokes = way.stream().map(Stroke::smooth).toList();
    Distortion distortion = new Distortion(random, SIDE);
    Canvas canvas = new Canvas(SIDE, 0.8 + 0.7 * random.nextDouble(), 0.9 + random.nextDouble());
    distortion.apply(strokes).forEach(canvas::draw);
    return canvas.pixels();
  }

  /** {@link Random}'s sequence is specified to the bit; neighbouring seeds are not independent. */
  private Random random(long index) {
    return new Random(mixed(mixed(seed) + index));
  }

  /** The finaliser of MurmurHash3: every bit of the input reaches every bit of the result. */
  private static long mixed(long value) {
    long bits = value + 0x9E3779B97F4A7C15L;
    bits = (bits ^ (bits >>> 33)) * 0xFF51AFD7ED558CCDL;
    bits = (bits ^ (bits >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return bits ^ (bits >>> 33);
  }
}
