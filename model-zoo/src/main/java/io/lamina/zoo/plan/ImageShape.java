package io.lamina.zoo.plan;

/**
 * The shape of an example that is a grey picture, row by row.
 *
 * @param height in pixels
 * @param width in pixels
 */
public record ImageShape(int height, int width) {
  public static final Range SIDE = Range.closed(1, 100_000);
  public static final Range PIXELS = Range.closed(1, Integer.MAX_VALUE);

  public ImageShape {
    SIDE.require("height", height);
    SIDE.require("width", width);
    PIXELS.require("height x width", (double) height * width);
  }

  /** The number of pixels. */
  public int pixels() {
    return height * width;
  }

  /** As a plan writes it: {@code 28x28}, the height first. */
  @Override
  public String toString() {
    return height + "x" + width;
  }
}
