package io.lamina.jobs.report.drawing;

import io.lamina.zoo.plan.data.source.ImageShape;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.List;

/**
 * Draws the weights of units as one picture, unit after unit in rows. Colours diverge from zero and
 * each unit has its own scale, the same on both sides. Zero is transparent, so that the picture
 * sits on a light page as on a dark one; faint lines part the units. Weights of inputs in red,
 * green and blue are drawn in these colours instead: zero is a grey half as light as white, and the
 * page shows between the units.
 */
public final class WeightGrid {
  private static final int LARGEST_SIDE = 56;

  /**
   * Levels run from -126 to 126 and are stored with this added; two indices more have a meaning.
   */
  private static final int ZERO = 126;

  private static final int LINE = 254;

  /** The level of zero where weights are drawn in red, green and blue. */
  private static final int MIDDLE = 127;

  private static final int NOT_A_NUMBER = 255;
  private static final int[] NEGATIVE = {45, 125, 240};
  private static final int[] POSITIVE = {226, 88, 22};
  private static final int[] WARNING = {255, 0, 255};
  private static final int[] GREY = {128, 128, 128};

  private final List<PixelGrid> units;
  private final Tiling tiling;
  private final float least;

  private WeightGrid(List<PixelGrid> units, Tiling tiling, float least) {
    this.units = units;
    this.tiling = tiling;
    this.least = least;
  }

  /** Of units that are laid out as something else is. */
  public static WeightGrid of(List<PixelGrid> units, Tiling tiling) {
    return new WeightGrid(units, tiling, 0);
  }

  /** Of at least one unit, to be at most as wide as the page, and no higher if that can be. */
  public static WeightGrid within(int pageWidth, ImageShape shape, List<float[]> weights) {
    List<PixelGrid> units =
        weights.stream().map(each -> PixelGrid.of(shape, each).noLargerThan(LARGEST_SIDE)).toList();
    PixelGrid first = units.get(0);
    return of(units, Tiling.within(pageWidth, units.size(), first.height(), first.width()));
  }

  /** Of one unit, each pixel enlarged so many times. */
  public static WeightGrid single(PixelGrid unit, int scale) {
    return of(List.of(unit), new Tiling(1, unit.height(), unit.width(), 1, scale));
  }

  /** The same, in which units whose values are all nearer to zero are pale. */
  public WeightGrid fullColourFrom(float value) {
    return new WeightGrid(units, tiling, value);
  }

  public Picture picture(String alternative) {
    if (units.get(0).isRgb()) {
      return coloured(alternative);
    }
    BufferedImage image =
        new BufferedImage(
            tiling.imageWidth(), tiling.imageHeight(), BufferedImage.TYPE_BYTE_INDEXED, palette());
    clear(image);
    for (int unit = 0; unit < units.size(); unit++) {
      draw(image, unit);
    }
    return Picture.of(image, alternative, tiling.scale());
  }

  private Picture coloured(String alternative) {
    ColourCanvas canvas = new ColourCanvas(tiling.imageHeight(), tiling.imageWidth());
    for (int unit = 0; unit < units.size(); unit++) {
      PixelGrid weights = units.get(unit);
      float largest = Math.max(least, largest(weights.values()));
      for (int y = 0; y < weights.height(); y++) {
        for (int x = 0; x < weights.width(); x++) {
          int[] colour = colour(weights, y, x, largest);
          canvas.draw(tiling.top(unit) + y, tiling.left(unit) + x, colour[0], colour[1], colour[2]);
        }
      }
    }
    return canvas.picture(alternative, tiling.scale());
  }

  private static int[] colour(PixelGrid weights, int y, int x, float largest) {
    int[] colour = new int[ImageShape.RGB];
    for (int channel = 0; channel < colour.length; channel++) {
      float weight = weights.at(y, x, channel);
      if (!Float.isFinite(weight)) {
        return WARNING;
      }
      colour[channel] = MIDDLE + (largest == 0 ? 0 : Math.round(MIDDLE * weight / largest));
    }
    return colour;
  }

  private void clear(BufferedImage image) {
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.getRaster().setSample(x, y, 0, tiling.isLine(y, x) ? LINE : ZERO);
      }
    }
  }

  private void draw(BufferedImage image, int unit) {
    PixelGrid weights = units.get(unit);
    float largest = Math.max(least, largest(weights.values()));
    int top = tiling.top(unit);
    int left = tiling.left(unit);
    for (int y = 0; y < weights.height(); y++) {
      for (int x = 0; x < weights.width(); x++) {
        image.getRaster().setSample(left + x, top + y, 0, level(weights.at(y, x), largest));
      }
    }
  }

  private static float largest(float[] weights) {
    float largest = 0;
    for (float weight : weights) {
      if (Float.isFinite(weight)) {
        largest = Math.max(largest, Math.abs(weight));
      }
    }
    return largest;
  }

  private static int level(float weight, float largest) {
    if (!Float.isFinite(weight)) {
      return NOT_A_NUMBER;
    }
    return largest == 0 ? ZERO : ZERO + Math.round(ZERO * weight / largest);
  }

  private static IndexColorModel palette() {
    int[] colours = new int[256];
    for (int level = -ZERO; level <= ZERO; level++) {
      colours[ZERO + level] = colour(level < 0 ? NEGATIVE : POSITIVE, Math.abs(level) * 255 / ZERO);
    }
    colours[LINE] = colour(GREY, 48);
    colours[NOT_A_NUMBER] = colour(WARNING, 255);
    return new IndexColorModel(8, 256, colours, 0, true, -1, DataBuffer.TYPE_BYTE);
  }

  private static int colour(int[] rgb, int alpha) {
    return alpha << 24 | rgb[0] << 16 | rgb[1] << 8 | rgb[2];
  }
}
