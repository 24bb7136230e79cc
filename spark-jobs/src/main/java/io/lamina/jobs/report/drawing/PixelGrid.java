package io.lamina.jobs.report.drawing;

import io.lamina.zoo.plan.data.source.ImageShape;

/**
 * Values laid out as a picture, row by row.
 *
 * @param height in pixels
 * @param width in pixels
 * @param values one a pixel
 */
@SuppressWarnings("ArrayRecordComponent") // drawn, never compared
public record PixelGrid(int height, int width, float[] values) {
  public static PixelGrid of(ImageShape shape, float[] values) {
    return new PixelGrid(shape.height(), shape.width(), values);
  }

  float at(int y, int x) {
    return values[y * width + x];
  }

  /** The grid itself if no side is longer, else one of the means of equal squares. */
  public PixelGrid noLargerThan(int side) {
    int factor = (Math.max(height, width) + side - 1) / side;
    return factor <= 1 ? this : means(factor);
  }

  private PixelGrid means(int factor) {
    int rows = (height + factor - 1) / factor;
    int columns = (width + factor - 1) / factor;
    float[] means = new float[rows * columns];
    for (int i = 0; i < means.length; i++) {
      means[i] = mean(i / columns * factor, i % columns * factor, factor);
    }
    return new PixelGrid(rows, columns, means);
  }

  private float mean(int top, int left, int factor) {
    int bottom = Math.min(height, top + factor);
    int right = Math.min(width, left + factor);
    double sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        sum += at(y, x);
      }
    }
    return (float) (sum / ((bottom - top) * (right - left)));
  }
}
