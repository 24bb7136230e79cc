package io.lamina.jobs.training.study;

import io.lamina.zoo.geometry.Shape;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * A square that moves over pictures and covers what it lies on: a fifth of the picture's shorter
 * side, moved by a third of its own. Its last steps may be shorter, so that it reaches every place.
 */
final class GreySquare {
  private static final int OF_SIDE = 5;
  private static final int STEPS = 3;

  private final Shape image;
  private final float[] grey;
  private final int side;
  private final int[] tops;
  private final int[] lefts;

  /**
   * @param image the shape of the pictures
   * @param grey what it covers them with: a value for each channel
   */
  GreySquare(Shape image, float[] grey) {
    this.image = image;
    this.grey = grey.clone();
    this.side = Math.max(1, Math.round((float) Math.min(image.height(), image.width()) / OF_SIDE));
    this.tops = steps(image.height());
    this.lefts = steps(image.width());
  }

  private int[] steps(int length) {
    int step = Math.max(1, side / STEPS);
    int last = length - side;
    return IntStream.range(0, (last + step - 1) / step + 1)
        .map(i -> Math.min(i * step, last))
        .toArray();
  }

  /** Its side, in pixels. */
  int side() {
    return side;
  }

  /** How many positions it has. */
  int positions() {
    return tops.length * lefts.length;
  }

  /**
   * Covers a picture.
   *
   * @param values one picture after the other
   * @param from where the picture begins
   * @param position of the square, row by row
   */
  void cover(float[] values, int from, int position) {
    eachPlace(
        position,
        place -> System.arraycopy(grey, 0, values, from + place * grey.length, grey.length));
  }

  /** For each place of a picture the mean of what all squares have that cover it. */
  float[] spread(double[] ofPositions) {
    double[] sums = new double[image.height() * image.width()];
    int[] counts = new int[sums.length];
    for (int position = 0; position < ofPositions.length; position++) {
      double value = ofPositions[position];
      eachPlace(
          position,
          place -> {
            sums[place] += value;
            counts[place]++;
          });
    }
    float[] means = new float[sums.length];
    for (int place = 0; place < means.length; place++) {
      means[place] = (float) (sums[place] / counts[place]);
    }
    return means;
  }

  private void eachPlace(int position, IntConsumer visitor) {
    int top = tops[position / lefts.length];
    int left = lefts[position % lefts.length];
    for (int y = top; y < top + side; y++) {
      for (int x = left; x < left + side; x++) {
        visitor.accept(y * image.width() + x);
      }
    }
  }
}
