package io.lamina.jobs.sketch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.math3.distribution.HypergeometricDistribution;

/**
 * How many values lie where of a column before at most one in a hundred did, on one side.
 *
 * @param before the share of the column before, at most 0.01
 * @param now the share of the column now
 * @param p how probable so many or more are, if both columns are samples of one distribution
 */
public record Tail(double before, double now, double p) {
  private static final double SHARE = 0.01;

  /** Counts are scaled down to this many: p is then too high, if anything. */
  private static final double MOST = 1 << 29;

  /**
   * The side of the largest values.
   *
   * @param now of at least one finite value
   * @param before the same
   */
  public static Tail upper(ColumnSketch now, ColumnSketch before) {
    Together both = Together.of(now, before);
    List<Together.Bin> descending = new ArrayList<>(both.bins());
    Collections.reverse(descending);
    return of(new Together(descending, both.now(), both.before()));
  }

  /**
   * The side of the smallest values.
   *
   * @param now of at least one finite value
   * @param before the same
   */
  public static Tail lower(ColumnSketch now, ColumnSketch before) {
    return of(Together.of(now, before));
  }

  /** How much larger the share has become; below 0 if it has become smaller. */
  public double excess() {
    return now - before;
  }

  private static Tail of(Together both) {
    if (both.now() == 0 || both.before() == 0) {
      throw new IllegalArgumentException("a column without finite values cannot be compared");
    }
    double now = 0;
    double before = 0;
    for (Together.Bin bin : both.bins()) {
      if (before + bin.before() > SHARE * both.before()) {
        break; // The first bin that is no tail any more has a value of the column before.
      }
      now += bin.now();
      before += bin.before();
    }
    return new Tail(
        before / both.before(), now / both.now(), p(now, both.now(), before, both.before()));
  }

  /**
   * Of the values of both beyond the last one before the tail's end, so many or fewer are of the
   * column before: as likely as in a draw without replacement.
   */
  private static double p(double now, double allNow, double before, double allBefore) {
    double scaleNow = Math.min(1, MOST / allNow);
    double scaleBefore = Math.min(1, MOST / allBefore);
    int ownNow = (int) (now * scaleNow);
    int ownBefore = (int) Math.ceil(before * scaleBefore);
    int rowsNow = (int) (allNow * scaleNow);
    int rowsBefore = (int) (allBefore * scaleBefore);
    return new HypergeometricDistribution(
            null, rowsNow + rowsBefore, rowsBefore, ownNow + ownBefore)
        .cumulativeProbability(ownBefore);
  }
}
