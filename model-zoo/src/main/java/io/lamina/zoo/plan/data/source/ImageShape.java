package io.lamina.zoo.plan.data.source;

import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Range;
import java.util.Optional;
import java.util.regex.Pattern;

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

  /** A picture's height and width. */
  public static Form<ImageShape> form() {
    return new Form<>(
        "HEIGHTxWIDTH",
        Pattern.compile("[0-9]{1,9}x[0-9]{1,9}"),
        ImageShape::parse,
        "must be a height and a width such as 28x28, each " + ImageShape.SIDE);
  }

  private static Optional<ImageShape> parse(String text) {
    int x = text.indexOf('x');
    int height = Integer.parseInt(text.substring(0, x));
    int width = Integer.parseInt(text.substring(x + 1));
    return ImageShape.SIDE.contains(height)
            && ImageShape.SIDE.contains(width)
            && ImageShape.PIXELS.contains((double) height * width)
        ? Optional.of(new ImageShape(height, width))
        : Optional.empty();
  }

  /** The shape of the pixels: one channel. */
  public Shape shape() {
    return new Shape(1, height, width);
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
