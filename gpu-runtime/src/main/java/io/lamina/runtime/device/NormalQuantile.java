package io.lamina.runtime.device;

/**
 * The inverse of the normal distribution function, by Acklam's rational approximations (2003): a
 * relative error below 1.2 · 10⁻⁹.
 */
public final class NormalQuantile {
  /** How many there are of random bits. */
  public static final int COUNT = 1 << 16;

  private static final double TAIL = 0.02425;

  private NormalQuantile() {}

  /**
   * The normal number of random bits: the quantile in the middle of their share.
   *
   * @param bits 0 to 65,535
   */
  public static float ofBits(int bits) {
    return bits < COUNT / 2
        ? (float) of((bits + 0.5) / COUNT)
        : (float) -of((COUNT - 1 - bits + 0.5) / COUNT);
  }

  /**
   * The quantile.
   *
   * @param p above 0 and at most ½
   */
  static double of(double p) {
    return p < TAIL ? tail(StrictMath.sqrt(-2 * StrictMath.log(p))) : middle(p - 0.5);
  }

  private static double tail(double q) {
    double above = -7.784894002430293e-03;
    above = above * q - 3.223964580411365e-01;
    above = above * q - 2.400758277161838e+00;
    above = above * q - 2.549732539343734e+00;
    above = above * q + 4.374664141464968e+00;
    above = above * q + 2.938163982698783e+00;
    double below = 7.784695709041462e-03;
    below = below * q + 3.224671290700398e-01;
    below = below * q + 2.445134137142996e+00;
    below = below * q + 3.754408661907416e+00;
    return above / (below * q + 1);
  }

  private static double middle(double q) {
    double r = q * q;
    double above = -3.969683028665376e+01;
    above = above * r + 2.209460984245205e+02;
    above = above * r - 2.759285104469687e+02;
    above = above * r + 1.383577518672690e+02;
    above = above * r - 3.066479806614716e+01;
    above = above * r + 2.506628277459239e+00;
    double below = -5.447609879822406e+01;
    below = below * r + 1.615858368580409e+02;
    below = below * r - 1.556989798598866e+02;
    below = below * r + 6.680131188771972e+01;
    below = below * r - 1.328068155288572e+01;
    return above * q / (below * r + 1);
  }
}
