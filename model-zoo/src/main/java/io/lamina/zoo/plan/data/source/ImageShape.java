package io.lamina.zoo.plan.data.source;

import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Range;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The shape of an example that is a picture: its pixels row by row, the channels of a pixel side by
 * side.
 *
 * @param height in pixels
 * @param width in pixels
 * @param channels values of a pixel: 1 of a grey picture, 3 of one in red, green and blue
 */
public record ImageShape(int height, int width, int channels) {
  public static final Range SIDE = Range.closed(1, 100_000);
  public static final Range CHANNELS = Range.closed(1, 1000);
  public static final Range VALUES = Range.closed(1, Integer.MAX_VALUE);

  /** Red, green and blue. */
  public static final int RGB = 3;

  private static final String SIZES = "a height and a width such as 28x28, each " + SIDE;

  public ImageShape {
    SIDE.require("height", height);
    SIDE.require("width", width);
    CHANNELS.require("channels", channels);
    VALUES.require("height x width x channels", (double) height * width * channels);
  }

  /** Of a grey picture. */
  public ImageShape(int height, int width) {
    this(height, width, 1);
  }

  /** The picture that a shape is of; empty for a plain length. */
  public static Optional<ImageShape> of(Shape shape) {
    return shape.isPlain()
        ? Optional.empty()
        : Optional.of(new ImageShape(shape.height(), shape.width(), shape.channels()));
  }

  /** A height and a width, and for pictures that are not grey the number of channels. */
  public static Form<ImageShape> form() {
    return new Form<>(
        "HEIGHTxWIDTH or HEIGHTxWIDTHxCHANNELS",
        Pattern.compile("[0-9]{1,9}x[0-9]{1,9}(x[0-9]{1,9})?"),
        ImageShape::parse,
        "must be " + SIZES + ", or with the number of channels such as 32x32x3, " + CHANNELS);
  }

  /** A height and a width alone. */
  public static Form<ImageShape> sizes() {
    return new Form<>(
        "HEIGHTxWIDTH",
        Pattern.compile("[0-9]{1,9}x[0-9]{1,9}"),
        ImageShape::parse,
        "must be " + SIZES);
  }

  private static Optional<ImageShape> parse(String text) {
    int[] numbers = Arrays.stream(text.split("x")).mapToInt(Integer::parseInt).toArray();
    int channels = numbers.length > 2 ? numbers[2] : 1;
    return SIDE.contains(numbers[0])
            && SIDE.contains(numbers[1])
            && CHANNELS.contains(channels)
            && VALUES.contains((double) numbers[0] * numbers[1] * channels)
        ? Optional.of(new ImageShape(numbers[0], numbers[1], channels))
        : Optional.empty();
  }

  /** The same height and width with another number of channels. */
  public ImageShape of(int otherChannels) {
    return new ImageShape(height, width, otherChannels);
  }

  /** The shape of the values. */
  public Shape shape() {
    return new Shape(channels, height, width);
  }

  /** The number of values. */
  public int values() {
    return height * width * channels;
  }

  /** Whether it can be seen as it is: grey, or in red, green and blue. */
  public boolean isVisible() {
    return channels == 1 || channels == RGB;
  }

  /** As a plan writes it: {@code 28x28}, the height first, or {@code 32x32x3}. */
  @Override
  public String toString() {
    String sizes = height + "x" + width;
    return channels == 1 ? sizes : sizes + "x" + channels;
  }
}
