package io.lamina.zoo.variations;

/**
 * Turns grey pictures about their middle. A pixel of the result is interpolated bilinearly between
 * the four it comes from; beyond the edge all is 0. Immutable; any number of threads may use it.
 */
public final class Rotation {
  private final int height;
  private final int width;

  /**
   * @param height of the pictures in pixels, at least 1
   * @param width likewise
   */
  public Rotation(int height, int width) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException("a picture of " + height + "x" + width);
    }
    this.height = height;
    this.width = width;
  }

  /**
   * The turned picture. The same picture and angle give the same bytes on every machine.
   *
   * @param pixels row by row, unsigned bytes
   * @param angle in radians, counter-clockwise as people see it
   */
  public byte[] of(byte[] pixels, double angle) {
    if (pixels.length != height * width) {
      throw new IllegalArgumentException(
          pixels.length + " pixels, must be " + height + " x " + width);
    }
    double sine = StrictMath.sin(angle);
    double cosine = StrictMath.cos(angle);
    double middleRow = (height - 1) / 2.0;
    double middleColumn = (width - 1) / 2.0;
    byte[] turned = new byte[pixels.length];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        double down = row - middleRow;
        double right = column - middleColumn;
        double fromRow = middleRow + cosine * down + sine * right;
        double fromColumn = middleColumn + cosine * right - sine * down;
        turned[row * width + column] = (byte) Math.rint(between(pixels, fromRow, fromColumn));
      }
    }
    return turned;
  }

  private double between(byte[] pixels, double row, double column) {
    int top = (int) Math.floor(row);
    int left = (int) Math.floor(column);
    double below = row - top;
    double beside = column - left;
    double upper = (1 - beside) * at(pixels, top, left) + beside * at(pixels, top, left + 1);
    double lower =
        (1 - beside) * at(pixels, top + 1, left) + beside * at(pixels, top + 1, left + 1);
    return (1 - below) * upper + below * lower;
  }

  private int at(byte[] pixels, int row, int column) {
    boolean inside = row >= 0 && row < height && column >= 0 && column < width;
    return inside ? pixels[row * width + column] & 0xFF : 0;
  }
}
