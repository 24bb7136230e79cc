package io.lamina.jobs.data.images;

/**
 * A decoded picture.
 *
 * @param height in pixels
 * @param width in pixels
 * @param channels values of a pixel
 * @param values unsigned bytes, row by row, the channels of a pixel side by side
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record Pixels(int height, int width, int channels, byte[] values) {
  /** What is in the middle; where it cannot be the very middle, it is nearer to the top or left. */
  Pixels middle(int newHeight, int newWidth) {
    int top = (height - newHeight) / 2;
    int left = (width - newWidth) / 2;
    byte[] cut = new byte[newHeight * newWidth * channels];
    for (int y = 0; y < newHeight; y++) {
      int from = ((top + y) * width + left) * channels;
      System.arraycopy(values, from, cut, y * newWidth * channels, newWidth * channels);
    }
    return new Pixels(newHeight, newWidth, channels, cut);
  }

  /** Its height and width, as a plan writes them. */
  String sizes() {
    return height + "x" + width;
  }
}
