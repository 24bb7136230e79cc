package io.lamina.jobs.data.images;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;

/**
 * Takes the values out of an image as Java holds it: as they are stored, without any conversion
 * between spaces of colours.
 *
 * @param channels 1 for grey, 3 for red, green and blue
 */
record PixelReader(int channels) {
  private static final int GREY_BANDS = 2;
  private static final int SHORT_TO_BYTE = 257;

  /** The pixels. */
  Pixels pixels(BufferedImage image) throws BrokenImageException {
    byte[] values = new byte[image.getHeight() * image.getWidth() * channels];
    int[] rgb = new int[3 * image.getWidth()];
    for (int y = 0; y < image.getHeight(); y++) {
      row(image, y, rgb);
      put(rgb, values, y * image.getWidth() * channels);
    }
    return new Pixels(image.getHeight(), image.getWidth(), channels, values);
  }

  /** Reads a row as red, green and blue. */
  private static void row(BufferedImage image, int y, int[] rgb) throws BrokenImageException {
    int bands = image.getRaster().getNumBands();
    int[] samples = image.getRaster().getPixels(0, y, image.getWidth(), 1, (int[]) null);
    int bits = image.getColorModel().getComponentSize(0);
    if (image.getColorModel() instanceof IndexColorModel palette) {
      lookUp(samples, palette, rgb);
    } else if (bits == Byte.SIZE) {
      spread(samples, bands, rgb);
    } else if (bits == Short.SIZE) {
      for (int i = 0; i < samples.length; i++) {
        samples[i] = (samples[i] + SHORT_TO_BYTE / 2) / SHORT_TO_BYTE;
      }
      spread(samples, bands, rgb);
    } else {
      throw new BrokenImageException("its values have " + bits + " bits", "convert it to 8 bits");
    }
  }

  private static void lookUp(int[] samples, IndexColorModel palette, int[] rgb) {
    for (int x = 0; x < samples.length; x++) {
      int colour = palette.getRGB(samples[x]);
      rgb[3 * x] = colour >> 16 & 0xFF;
      rgb[3 * x + 1] = colour >> 8 & 0xFF;
      rgb[3 * x + 2] = colour & 0xFF;
    }
  }

  /** One band, or the first of two, is grey; what comes after three is transparency. */
  private static void spread(int[] samples, int bands, int[] rgb) {
    int next = bands > GREY_BANDS ? 1 : 0;
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = samples[i / 3 * bands + i % 3 * next];
    }
  }

  private void put(int[] rgb, byte[] values, int at) {
    if (channels == 3) {
      for (int i = 0; i < rgb.length; i++) {
        values[at + i] = (byte) rgb[i];
      }
    } else {
      for (int x = 0; x < rgb.length / 3; x++) {
        values[at + x] = (byte) luma(rgb[3 * x], rgb[3 * x + 1], rgb[3 * x + 2]);
      }
    }
  }

  /** ITU-R 601's weights of 0.299, 0.587 and 0.114, in 65536ths; they add up to one. */
  private static int luma(int red, int green, int blue) {
    return (19595 * red + 38470 * green + 7471 * blue + (1 << 15)) >> 16;
  }
}
