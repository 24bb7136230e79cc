package io.lamina.jobs.data.images;

import java.util.Arrays;

/**
 * Gives pictures another size. Each pixel is the mean of the area that it covers, rounded, computed
 * in whole numbers: the same bits on every machine. Used by one thread.
 */
final class Resampling {
  private final Pixels source;
  private final int height;
  private final int width;
  private final long[] row;
  private int rowIn = -1;

  /**
   * @param height of the new picture
   * @param width of the new picture
   */
  Resampling(Pixels source, int height, int width) {
    this.source = source;
    this.height = height;
    this.width = width;
    this.row = new long[width * source.channels()];
  }

  /** The new picture. */
  Pixels picture() {
    byte[] values = new byte[height * row.length];
    long[] sums = new long[row.length];
    long area = (long) source.height() * source.width();
    for (int y = 0; y < height; y++) {
      Arrays.fill(sums, 0);
      Span rows = new Span(y, height, source.height());
      for (int r = rows.first(); r <= rows.last(); r++) {
        read(r);
        long weight = rows.weight(r);
        for (int i = 0; i < sums.length; i++) {
          sums[i] += weight * row[i];
        }
      }
      for (int i = 0; i < sums.length; i++) {
        values[y * row.length + i] = (byte) ((sums[i] + area / 2) / area);
      }
    }
    return new Pixels(height, width, source.channels(), values);
  }

  /** Sums a row of the source to the new width, each sum over weights that are its width. */
  private void read(int y) {
    if (y == rowIn) {
      return;
    }
    int channels = source.channels();
    int start = y * source.width() * channels;
    for (int x = 0; x < width; x++) {
      Span columns = new Span(x, width, source.width());
      for (int channel = 0; channel < channels; channel++) {
        long sum = 0;
        for (int c = columns.first(); c <= columns.last(); c++) {
          sum += columns.weight(c) * (source.values()[start + c * channels + channel] & 0xFF);
        }
        row[x * channels + channel] = sum;
      }
    }
    rowIn = y;
  }

  /**
   * What a new row or column covers of the old ones. The line of both is as long as the product of
   * their numbers, so that all ends are whole.
   *
   * @param place of the new one
   * @param count of the new ones
   * @param old how many old ones there are
   */
  private record Span(int place, int count, int old) {
    int first() {
      return (int) ((long) place * old / count);
    }

    int last() {
      return (int) (((place + 1L) * old - 1) / count);
    }

    long weight(int of) {
      return Math.min((place + 1L) * old, (of + 1L) * count)
          - Math.max((long) place * old, (long) of * count);
    }
  }
}
