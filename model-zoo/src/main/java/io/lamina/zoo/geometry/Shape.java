package io.lamina.zoo.geometry;

import java.io.Serializable;
import java.util.Locale;

/**
 * The shape of an example, or of a layer's codes: rows of places, each with a value for every
 * channel. In a vector the places lie row by row, and the values of a place, one for each channel,
 * side by side. What has no rows is a plain length: one place with that many channels.
 *
 * @param channels at least 1
 * @param height rows of a channel, at least 1
 * @param width values of a row, at least 1
 */
public record Shape(int channels, int height, int width) implements Serializable {
  private static final long serialVersionUID = 1;

  /**
   * @throws IllegalArgumentException if a number is below 1, or if there are more values than a
   *     vector can hold
   */
  public Shape {
    requirePositive("channels", channels);
    requirePositive("height", height);
    requirePositive("width", width);
    double values = (double) channels * height * width;
    if (values > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a shape of %d×%d×%d is %.0f values, must be at most %d",
              channels,
              height,
              width,
              values,
              Integer.MAX_VALUE));
    }
  }

  private static void requirePositive(String what, int number) {
    if (number < 1) {
      throw new IllegalArgumentException(what + " is " + number + ", must be at least 1");
    }
  }

  /** A plain length: values that are no one's neighbours. */
  public static Shape plain(int length) {
    requirePositive("length", length);
    return new Shape(length, 1, 1);
  }

  /** The number of values. */
  public int size() {
    return channels * height * width;
  }

  /** Whether it is a plain length. */
  public boolean isPlain() {
    return height == 1 && width == 1;
  }

  /** {@code 784}, or {@code 1×28×28}. */
  @Override
  public String toString() {
    return isPlain() ? Integer.toString(channels) : channels + "×" + height + "×" + width;
  }
}
