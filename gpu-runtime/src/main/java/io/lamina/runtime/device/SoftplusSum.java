package io.lamina.runtime.device;

/**
 * The sum of {@code log(1 + eᶻ)}, finite for any finite z. Each is {@code max(z, 0)} and the
 * logarithm of a factor between 1 and 2; hundreds of factors are multiplied before one logarithm is
 * taken.
 */
public final class SoftplusSum {
  /** Far from the largest double, whatever the next factor. */
  private static final double LARGE = 0x1p1000;

  private double sum;
  private double product = 1;

  /** The logarithm of the logistic function. */
  public static double logSigmoid(double z) {
    return Math.min(z, 0) - StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
  }

  /** Adds a term. */
  public void add(double z) {
    sum += Math.max(z, 0);
    product *= 1 + StrictMath.exp(-Math.abs(z));
    if (product > LARGE) {
      sum += StrictMath.log(product);
      product = 1;
    }
  }

  /** The sum so far. */
  public double value() {
    return sum + StrictMath.log(product);
  }
}
