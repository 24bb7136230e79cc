package io.lamina.runtime.analysis;

/**
 * The inverse temperatures of annealed importance sampling, from 0 to 1: of n steps, a 29th up to
 * 0.5, eight 29ths up to 0.9, and the rest to 1, where the distributions change most. With 14,500
 * steps it is the schedule of Salakhutdinov and Murray (2008).
 *
 * @param steps from one temperature to the next, at least 1
 */
public record Temperatures(int steps) {
  private static final double HALF_AT = 1 / 29.0;
  private static final double NINE_TENTHS_AT = 9 / 29.0;

  public Temperatures {
    if (steps < 1) {
      throw new IllegalArgumentException("steps is " + steps + ", must be at least 1");
    }
  }

  /** The inverse temperature after so many steps: 0 after none, 1 after all. */
  double inverse(int step) {
    double part = (double) step / steps;
    if (part < HALF_AT) {
      return between(0, 0.5, part / HALF_AT);
    }
    if (part < NINE_TENTHS_AT) {
      return between(0.5, 0.9, (part - HALF_AT) / (NINE_TENTHS_AT - HALF_AT));
    }
    return between(0.9, 1, (part - NINE_TENTHS_AT) / (1 - NINE_TENTHS_AT));
  }

  private static double between(double from, double to, double part) {
    return from * (1 - part) + to * part;
  }
}
