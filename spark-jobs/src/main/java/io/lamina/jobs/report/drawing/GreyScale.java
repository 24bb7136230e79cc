package io.lamina.jobs.report.drawing;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Draws examples: black at the lowest value, white at the highest; in colour each channel by
 * itself, all of them on this scale.
 *
 * @param low drawn black, like everything below
 * @param high drawn white, like everything above
 */
public record GreyScale(float low, float high) {
  private static final int LARGEST_SIDE = 96;
  private static final int WHITE = 255;

  /** The scale on which the finite values of the examples use all greys. */
  public static GreyScale of(List<float[]> examples) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (float[] example : examples) {
      for (float value : example) {
        if (Float.isFinite(value)) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
    }
    return low < high ? new GreyScale(low, high) : new GreyScale(0, 1);
  }

  public Picture picture(PixelGrid original, String alternative) {
    PixelGrid grid = original.noLargerThan(LARGEST_SIDE);
    int scale = Math.max(1, LARGEST_SIDE / Math.max(grid.width(), grid.height()));
    if (grid.isRgb()) {
      ColourCanvas canvas = new ColourCanvas(grid.height(), grid.width());
      draw(grid, canvas, 0, 0);
      return canvas.picture(alternative, scale);
    }
    BufferedImage image =
        new BufferedImage(grid.width(), grid.height(), BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < grid.height(); y++) {
      for (int x = 0; x < grid.width(); x++) {
        image.getRaster().setSample(x, y, 0, level(grid.at(y, x), WHITE));
      }
    }
    return Picture.of(image, alternative, scale);
  }

  /** Draws a picture in colour at a place of a larger one. */
  void draw(PixelGrid grid, ColourCanvas canvas, int top, int left) {
    for (int y = 0; y < grid.height(); y++) {
      for (int x = 0; x < grid.width(); x++) {
        canvas.draw(
            top + y,
            left + x,
            level(grid.at(y, x, 0), WHITE),
            level(grid.at(y, x, 1), WHITE),
            level(grid.at(y, x, 2), WHITE));
      }
    }
  }

  /** Where a value stands between 0, black, and the level that is white. */
  int level(float value, int white) {
    float share = (value - low) / (high - low);
    return Math.round(white * Math.max(0, Math.min(1, share)));
  }
}
