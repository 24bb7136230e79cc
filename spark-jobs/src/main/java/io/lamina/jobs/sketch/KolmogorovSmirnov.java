package io.lamina.jobs.sketch;

import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;

/**
 * How far two columns' distributions are apart.
 *
 * @param distance the largest difference of their cumulative shares, 0 to 1. Where values lie in
 *     bins it is taken at the bins' ends, so it is at most the columns' own: no alarm comes from
 *     the bins.
 * @param p how probable a distance of this size or more is, if both columns are samples of one
 *     distribution (the limit for many values; too high where many values are equal)
 */
public record KolmogorovSmirnov(double distance, double p) {
  private static final double PRECISION = 1e-20;
  private static final int MOST_TERMS = 100_000;

  /** Nearly all distances are larger: the sum would take its terms in vain. */
  private static final double LEAST_SCALED = 0.1;

  /**
   * Compares two sketches.
   *
   * @param a of at least one finite value
   * @param b the same
   */
  public static KolmogorovSmirnov of(ColumnSketch a, ColumnSketch b) {
    double countA = a.count();
    double countB = b.count();
    if (countA == 0 || countB == 0) {
      throw new IllegalArgumentException("a column without finite values cannot be compared");
    }
    int cut = Math.max(a.bins().cut(), b.bins().cut());
    return of(distance(a.bins().joined(cut), b.bins().joined(cut), countA, countB), countA, countB);
  }

  /**
   * Compares what is missing: as if there were but two values.
   *
   * @param a any sketch
   * @param b the same
   */
  public static KolmogorovSmirnov ofMissing(ColumnSketch a, ColumnSketch b) {
    double countA = (double) a.count() + a.missing();
    double countB = (double) b.count() + b.missing();
    return countA == 0 || countB == 0
        ? new KolmogorovSmirnov(0, 1)
        : of(Math.abs(a.missing() / countA - b.missing() / countB), countA, countB);
  }

  /**
   * Compares values, and what is missing, and gives whichever is further apart.
   *
   * @param a any sketch
   * @param b the same
   */
  public static KolmogorovSmirnov further(ColumnSketch a, ColumnSketch b) {
    KolmogorovSmirnov missing = ofMissing(a, b);
    if (a.count() == 0 || b.count() == 0) {
      return missing;
    }
    KolmogorovSmirnov values = of(a, b);
    return values.distance > missing.distance ? values : missing;
  }

  private static KolmogorovSmirnov of(double distance, double countA, double countB) {
    double scaled = distance * Math.sqrt(countA * countB / (countA + countB));
    if (scaled < LEAST_SCALED) {
      return new KolmogorovSmirnov(distance, 1);
    }
    double below = new KolmogorovSmirnovTest().ksSum(scaled, PRECISION, MOST_TERMS);
    return new KolmogorovSmirnov(distance, Math.max(0, 1 - below));
  }

  private static double distance(Bins a, Bins b, double countA, double countB) {
    double largest = 0;
    long belowA = 0;
    long belowB = 0;
    int i = 0;
    int j = 0;
    while (i < a.size() && j < b.size()) {
      int key = Math.min(a.key(i), b.key(j));
      if (a.key(i) == key) {
        belowA += a.count(i++);
      }
      if (b.key(j) == key) {
        belowB += b.count(j++);
      }
      largest = Math.max(largest, Math.abs(belowA / countA - belowB / countB));
    }
    return largest;
  }
}
