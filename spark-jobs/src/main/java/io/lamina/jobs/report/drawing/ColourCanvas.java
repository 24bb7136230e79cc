package io.lamina.jobs.report.drawing;

import java.awt.image.BufferedImage;

/**
 * A picture in red, green and blue while it is drawn; what is not drawn, the page shows through.
 */
final class ColourCanvas {
  private static final int OPAQUE = 0xFF << 24;

  private final BufferedImage image;

  ColourCanvas(int height, int width) {
    this.image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
  }

  /** Draws a pixel; each level is between 0 and 255. */
  void draw(int y, int x, int red, int green, int blue) {
    image.setRGB(x, y, OPAQUE | red << 16 | green << 8 | blue);
  }

  Picture picture(String alternative, int scale) {
    return Picture.of(image, alternative, scale);
  }
}
