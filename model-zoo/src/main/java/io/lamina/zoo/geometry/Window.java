package io.lamina.zoo.geometry;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * A window that moves over maps, row by row, and the patches that it sees: all channels of its
 * places, place after place, as a {@link Shape} orders them.
 *
 * @param input the maps
 * @param height rows of the window, at least 1
 * @param width places of a row, at least 1
 * @param stride places it moves at a time, at least 1
 * @param border what it does at the maps' borders
 * @param rows how many positions it has downwards, at least 1; fewer than fit leave out the last
 * @param columns the same to the right
 */
public record Window(
    Shape input, int height, int width, int stride, Border border, int rows, int columns)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /**
   * @throws IllegalArgumentException if a number is below 1, if the window is larger than the maps,
   *     which is allowed with {@link Border#SAME}, or if so many positions do not fit
   */
  public Window {
    requireNonNull(input, "input is null");
    requireNonNull(border, "border is null");
    if (height < 1 || width < 1 || stride < 1) {
      throw new IllegalArgumentException(
          "a window of " + height + "×" + width + ", stride " + stride + ": must be at least 1");
    }
    if (border == Border.VALID && (height > input.height() || width > input.width())) {
      throw new IllegalArgumentException(
          "a window of "
              + height
              + "×"
              + width
              + " over maps of "
              + input.height()
              + "×"
              + input.width()
              + ": must not be larger than the maps");
    }
    requireToFit(rows, steps(input.height(), height, stride, border), border);
    requireToFit(columns, steps(input.width(), width, stride, border), border);
  }

  /** With all positions that fit. */
  public Window(Shape input, int height, int width, int stride, Border border) {
    this(
        input,
        height,
        width,
        stride,
        border,
        steps(input.height(), height, stride, border),
        steps(input.width(), width, stride, border));
  }

  private static void requireToFit(int positions, int fit, Border border) {
    if (positions < 1 || positions > fit || (border == Border.SAME && positions < fit)) {
      throw new IllegalArgumentException(positions + " positions where " + fit + " fit");
    }
  }

  /** A square window. */
  public static Window square(Shape input, int size, int stride, Border border) {
    return new Window(input, size, size, stride, border);
  }

  /** The shape of what it sees at a position. */
  public Shape patch() {
    return new Shape(input.channels(), height, width);
  }

  /** Its positions, row by row, as maps of some channels. */
  public Shape positions(int channels) {
    return new Shape(channels, rows(), columns());
  }

  /** The number of its positions. */
  public int count() {
    return rows() * columns();
  }

  /** How many positions fit; some number if there is no such window. */
  private static int steps(int length, int size, int stride, Border border) {
    int step = Math.max(stride, 1);
    return border == Border.SAME ? (length + step - 1) / step : (length - size) / step + 1;
  }

  /** The squares at which its positions begin, which lie side by side. */
  Window beginnings() {
    return new Window(input, stride, stride, stride, border, rows, columns);
  }

  /** Whether its positions lie side by side and leave nothing of the maps out. */
  public boolean tiles() {
    return border == Border.VALID
        && tiles(rows(), height, input.height())
        && tiles(columns(), width, input.width());
  }

  private boolean tiles(int steps, int size, int length) {
    return steps * size == length && (steps == 1 || size == stride);
  }

  /** The row of the maps at which it begins in a row of positions; below 0 in the zeros around. */
  public int top(int row) {
    return row * stride - before(rows(), input.height(), height);
  }

  /** The place of a row at which it begins; below 0 in the zeros around. */
  public int left(int column) {
    return column * stride - before(columns(), input.width(), width);
  }

  /** Zeros before the first value. */
  private int before(int steps, int length, int size) {
    return border == Border.SAME ? Math.max(0, (steps - 1) * stride + size - length) / 2 : 0;
  }
}
