package io.lamina.jobs.sketch;

import java.util.List;

/**
 * How far a column has moved, in three measures.
 *
 * @param shares of the values, or of those that are missing, whichever is further
 * @param wasserstein how far a value has moved on average, in standard deviations of the column
 *     before (of both together where that is constant)
 * @param stability the population stability index over tenths of the column before: the sum of (a -
 *     b) ln(a / b), with a and b the shares of a tenth
 */
public record ColumnDistances(KolmogorovSmirnov shares, double wasserstein, double stability) {
  private static final int TENTHS = 10;

  /** Counted in addition in each tenth, so that none is empty. */
  private static final double PRIOR = 0.5;

  /**
   * Compares two sketches.
   *
   * @param now any sketch
   * @param before the same
   */
  public static ColumnDistances of(ColumnSketch now, ColumnSketch before) {
    KolmogorovSmirnov shares = KolmogorovSmirnov.further(now, before);
    if (now.count() == 0 || before.count() == 0) {
      return new ColumnDistances(shares, 0, 0);
    }
    Together both = Together.of(now, before);
    return new ColumnDistances(shares, wasserstein(both), stability(both));
  }

  private static double wasserstein(Together both) {
    double moved = 0;
    double ahead = 0;
    for (int i = 0; i + 1 < both.bins().size(); i++) {
      Together.Bin bin = both.bins().get(i);
      ahead += bin.now() / both.now() - bin.before() / both.before();
      moved += Math.abs(ahead) * (both.bins().get(i + 1).value() - bin.value());
    }
    double own = deviation(both.bins(), 0);
    double scale = own > 0 ? own : deviation(both.bins(), 1);
    return scale > 0 ? moved / scale : 0;
  }

  /**
   * The standard deviation of the column before.
   *
   * @param others how much a value of the column now counts
   */
  private static double deviation(List<Together.Bin> bins, int others) {
    double count = 0;
    double sum = 0;
    for (Together.Bin bin : bins) {
      double weight = bin.before() + (double) others * bin.now();
      count += weight;
      sum += weight * bin.value();
    }
    double squares = 0;
    for (Together.Bin bin : bins) {
      double weight = bin.before() + (double) others * bin.now();
      squares += weight * Math.pow(bin.value() - sum / count, 2);
    }
    return Math.sqrt(squares / count);
  }

  private static double stability(Together both) {
    double index = 0;
    double now = 0;
    double before = 0;
    double below = 0;
    int tenth = 1;
    for (int i = 0; i < both.bins().size(); i++) {
      now += both.bins().get(i).now();
      before += both.bins().get(i).before();
      below += both.bins().get(i).before();
      boolean last = i + 1 == both.bins().size();
      if (last || (tenth < TENTHS && below >= both.before() * tenth / TENTHS)) {
        index += term(share(now, both.now()), share(before, both.before()));
        now = 0;
        before = 0;
        tenth = (int) Math.min(TENTHS, 1 + Math.floor(TENTHS * below / both.before()));
      }
    }
    return index;
  }

  private static double share(double count, double all) {
    return (count + PRIOR) / (all + PRIOR * TENTHS);
  }

  private static double term(double a, double b) {
    return (a - b) * Math.log(a / b);
  }
}
