package io.lamina.jobs.run;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The mean of some draws, and how well they tell it.
 *
 * @param mean of the draws
 * @param interval half the width of the 95 % interval of the mean, by Student's t; empty of a
 *     single draw, which tells nothing of it
 */
public record Estimate(double mean, OptionalDouble interval) {
  /** Student's t for 97.5 %, with 1 to 10 degrees of freedom. */
  private static final double[] FEW = {
    12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157,
    2.228139
  };

  private static final double NORMAL = 1.959964;

  /** Of draws, at least one. */
  static Estimate of(List<Double> draws) {
    double[] all = draws.stream().mapToDouble(Double::doubleValue).toArray();
    double mean = Arrays.stream(all).average().orElseThrow();
    if (all.length == 1) {
      return new Estimate(mean, OptionalDouble.empty());
    }
    double squares = Arrays.stream(all).map(draw -> (draw - mean) * (draw - mean)).sum();
    double error = Math.sqrt(squares / (all.length - 1) / all.length);
    return new Estimate(mean, OptionalDouble.of(student(all.length - 1) * error));
  }

  /** Beyond a few degrees of freedom, by the expansion around the normal quantile. */
  static double student(int freedom) {
    if (freedom <= FEW.length) {
      return FEW[freedom - 1];
    }
    double z = NORMAL;
    double z3 = z * z * z;
    double z5 = z3 * z * z;
    double z7 = z5 * z * z;
    double n = freedom;
    return z
        + (z3 + z) / (4 * n)
        + (5 * z5 + 16 * z3 + 3 * z) / (96 * n * n)
        + (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * n * n * n);
  }

  /** A share in percent, for people. */
  public String percent() {
    return words("%.2f%s %%", mean);
  }

  /** A difference of shares in points, for people. */
  public String points() {
    return words("%.2f%s points", mean);
  }

  private String words(String format, double value) {
    String around =
        interval.isPresent()
            ? String.format(Locale.ROOT, " ± %.2f", 100 * interval.getAsDouble())
            : "";
    return String.format(Locale.ROOT, format, 100 * value, around);
  }
}
