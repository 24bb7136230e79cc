package io.lamina.jobs.run;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Where some shares lie.
 *
 * @param mean of them
 * @param deviation the sample standard deviation; 0 of a single one
 */
public record Spread(double mean, double deviation) {

  /** That of the shares; empty if there are none. */
  static Optional<Spread> of(DoubleStream shares) {
    double[] all = shares.toArray();
    if (all.length == 0) {
      return Optional.empty();
    }
    double mean = Arrays.stream(all).average().orElseThrow();
    double squares = Arrays.stream(all).map(share -> (share - mean) * (share - mean)).sum();
    return Optional.of(new Spread(mean, Math.sqrt(squares / Math.max(1, all.length - 1))));
  }

  /** In percent, for people. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.2f ± %.2f %%", 100 * mean, 100 * deviation);
  }
}
