package io.lamina.runtime.train;

import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.AugmentationPlan;

/**
 * Pictures that are turned, moved, cut and turned over at random, as an {@link AugmentationPlan}
 * says. Done on the host and in double precision, so that all devices see the same bits. Values
 * between pixels are interpolated from the four around; beyond its border a picture goes on as it
 * is at the border.
 *
 * <p>What it gives is used until the next call. One thread at a time.
 */
final class Augmentation {
  private final AugmentationPlan plan;
  private final Shape shape;
  private final MiniBatch changed;

  /**
   * @param shape of an example
   * @param capacity the most examples of a mini-batch
   */
  Augmentation(AugmentationPlan plan, Shape shape, int capacity) {
    this.plan = plan;
    this.shape = shape;
    this.changed = new MiniBatch(shape.size(), capacity);
  }

  /** The same examples, changed, with their labels. */
  MiniBatch of(MiniBatch batch, RandomKey key) {
    changed.size(batch.size());
    System.arraycopy(batch.labels(), 0, changed.labels(), 0, batch.size());
    for (int i = 0; i < batch.size(); i++) {
      change(batch.values(), i * shape.size(), Change.drawn(plan, shape, key.with(i)));
    }
    return changed;
  }

  private void change(float[] source, int first, Change change) {
    int to = first;
    for (int y = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++) {
        interpolate(source, first, change.row(x, y), change.column(x, y), to);
        to += shape.channels();
      }
    }
  }

  private void interpolate(float[] source, int first, double row, double column, int to) {
    double top = Math.floor(row);
    double left = Math.floor(column);
    int above = first + within((int) top, shape.height()) * shape.width() * shape.channels();
    int below = first + within((int) top + 1, shape.height()) * shape.width() * shape.channels();
    int before = within((int) left, shape.width()) * shape.channels();
    int after = within((int) left + 1, shape.width()) * shape.channels();
    double down = row - top;
    double right = column - left;
    for (int c = 0; c < shape.channels(); c++) {
      double upper = mixed(source[above + before + c], source[above + after + c], right);
      double lower = mixed(source[below + before + c], source[below + after + c], right);
      changed.values()[to + c] = (float) mixed(upper, lower, down);
    }
  }

  private static int within(int place, int size) {
    return Math.max(0, Math.min(size - 1, place));
  }

  private static double mixed(double one, double other, double share) {
    return one + share * (other - one);
  }

  /**
   * Where a pixel of the changed picture lies in the picture: it is seen from the middle, turned
   * and scaled, and moved.
   */
  private record Change(
      double middleRow,
      double middleColumn,
      double rowByRow,
      double rowByColumn,
      double columnByRow,
      double columnByColumn,
      double down,
      double right) {

    static Change drawn(AugmentationPlan plan, Shape shape, RandomKey key) {
      double angle = StrictMath.toRadians(plan.rotation() * signed(key, 0));
      double kept = plan.crop() + (1 - plan.crop()) * key.uniform(1);
      double sin = kept * StrictMath.sin(angle);
      double cos = kept * StrictMath.cos(angle);
      double upright = isFlipped(plan, AugmentationPlan.Flip.VERTICAL, key.uniform(2)) ? -1 : 1;
      double ahead = isFlipped(plan, AugmentationPlan.Flip.HORIZONTAL, key.uniform(3)) ? -1 : 1;
      int places = 2 * plan.shift() + 1;
      double spare = (1 - kept) / 2;
      return new Change(
          (shape.height() - 1) / 2.0,
          (shape.width() - 1) / 2.0,
          upright * cos,
          ahead * sin,
          -upright * sin,
          ahead * cos,
          key.below(4, places) - plan.shift() + spare * shape.height() * signed(key, 6),
          key.below(5, places) - plan.shift() + spare * shape.width() * signed(key, 7));
    }

    private static double signed(RandomKey key, int index) {
      return 2.0 * key.uniform(index) - 1;
    }

    private static boolean isFlipped(
        AugmentationPlan plan, AugmentationPlan.Flip way, float number) {
      boolean may = plan.flip() == way || plan.flip() == AugmentationPlan.Flip.BOTH;
      return may && number < 0.5f;
    }

    double row(int x, int y) {
      double v = y - middleRow;
      double u = x - middleColumn;
      return middleRow + rowByRow * v + rowByColumn * u + down;
    }

    double column(int x, int y) {
      double v = y - middleRow;
      double u = x - middleColumn;
      return middleColumn + columnByRow * v + columnByColumn * u + right;
    }
  }
}
