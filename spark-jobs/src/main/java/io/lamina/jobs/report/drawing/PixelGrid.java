package io.lamina.jobs.report.drawing;

import io.lamina.zoo.plan.data.source.ImageShape;

/**
 * Values laid out as a picture, row by row, the channels of a pixel side by side.
 *
 * @param height in pixels
 * @param width in pixels
 * @param channels values of a pixel: 1 of a grey picture, 3 of one in red, green and blue
 * @param values as many a pixel as there are channels
 */
@SuppressWarnings("ArrayRecordComponent") // drawn, never compared
public record PixelGrid(int height, int width, int channels, float[] values) {
  /** A grey picture. */
  public PixelGrid(int height, int width, float[] values) {
    this(height, width, 1, values);
  }

  public static PixelGrid of(ImageShape shape, float[] values) {
    return new PixelGrid(shape.height(), shape.width(), shape.channels(), values);
  }

  float at(int y, int x, int channel) {
    return values[(y * width + x) * channels + channel];
  }

  /** The value of a pixel of a grey picture. */
  float at(int y, int x) {
    return at(y, x, 0);
  }

  boolean isRgb() {
    return channels == ImageShape.RGB;
  }

  /** The grid itself if no side is longer, else one of the means of equal squares. */
  public PixelGrid noLargerThan(int side) {
    int factor = (Math.max(height, width) + side - 1) / side;
    return factor <= 1 ? this : means(factor);
  }

  private PixelGrid means(int factor) {
    int rows = (height + factor - 1) / factor;
    int columns = (width + factor - 1) / factor;
    float[] means = new float[rows * columns * channels];
    for (int i = 0; i < means.length; i++) {
      int pixel = i / channels;
      means[i] = mean(pixel / columns * factor, pixel % columns * factor, factor, i % channels);
    }
    return new PixelGrid(rows, columns, channels, means);
  }

  private float mean(int top, int left, int factor, int channel) {
    int bottom = Math.min(height, top + factor);
    int right = Math.min(width, left + factor);
    double sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        sum += at(y, x, channel);
      }
    }
    return (float) (sum / ((bottom - top) * (right - left)));
  }
}
