package io.lamina.jobs.report.drawing;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.List;

/**
 * Draws examples as one picture, one after the other in rows, on a scale from black to white; the
 * page shows between them.
 *
 * @param examples at least one, all of one size
 * @param tiling how they are laid out
 * @param scale from black to white
 */
public record ExampleGrid(List<PixelGrid> examples, Tiling tiling, GreyScale scale) {
  private static final int NOTHING = 255;

  public Picture picture(String alternative) {
    if (examples.get(0).isRgb()) {
      return coloured(alternative);
    }
    BufferedImage image =
        new BufferedImage(
            tiling.imageWidth(), tiling.imageHeight(), BufferedImage.TYPE_BYTE_INDEXED, palette());
    clear(image);
    for (int example = 0; example < examples.size(); example++) {
      draw(image, example);
    }
    return Picture.of(image, alternative, tiling.scale());
  }

  private Picture coloured(String alternative) {
    ColourCanvas canvas = new ColourCanvas(tiling.imageHeight(), tiling.imageWidth());
    for (int example = 0; example < examples.size(); example++) {
      scale.draw(examples.get(example), canvas, tiling.top(example), tiling.left(example));
    }
    return canvas.picture(alternative, tiling.scale());
  }

  private static void clear(BufferedImage image) {
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.getRaster().setSample(x, y, 0, NOTHING);
      }
    }
  }

  private void draw(BufferedImage image, int example) {
    PixelGrid pixels = examples.get(example);
    int top = tiling.top(example);
    int left = tiling.left(example);
    for (int y = 0; y < pixels.height(); y++) {
      for (int x = 0; x < pixels.width(); x++) {
        int level = scale.level(pixels.at(y, x), NOTHING - 1);
        image.getRaster().setSample(left + x, top + y, 0, level);
      }
    }
  }

  private static IndexColorModel palette() {
    int[] colours = new int[NOTHING + 1];
    for (int level = 0; level < NOTHING; level++) {
      int grey = Math.round(255f * level / (NOTHING - 1));
      colours[level] = 255 << 24 | grey << 16 | grey << 8 | grey;
    }
    return new IndexColorModel(8, colours.length, colours, 0, true, -1, DataBuffer.TYPE_BYTE);
  }
}
