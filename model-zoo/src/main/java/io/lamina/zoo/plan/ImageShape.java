package io.lamina.zoo.plan;

/**
 * The shape of an example that is a grey picture, row by row.
 *
 * @param height in pixels
 * @param width in pixels
 */
public record ImageShape(int height, int width) {
  public static final Range SIDE = Range.closed(1, 100_000);

  public ImageShape {
    SIDE.require("height", height);
    SIDE.require("width", width);
  }

  /** The number of pixels. */
  public int pixels() {
    return Math.multiplyExact(height, width);
  }
}
