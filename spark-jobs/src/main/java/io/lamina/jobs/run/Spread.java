package io.lamina.jobs.run;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * Where some shares lie.
 *
 * @param mean of them
 * @param deviation the sample standard deviation; empty of a single one
 */
public record Spread(double mean, OptionalDouble deviation) {

  /** That of the shares; empty if there are none. */
  static Optional<Spread> of(DoubleStream shares) {
    double[] all = shares.toArray();
    if (all.length == 0) {
      return Optional.empty();
    }
    double mean = Arrays.stream(all).average().orElseThrow();
    double squares = Arrays.stream(all).map(share -> (share - mean) * (share - mean)).sum();
    OptionalDouble deviation =
        all.length == 1
            ? OptionalDouble.empty()
            : OptionalDouble.of(Math.sqrt(squares / (all.length - 1)));
    return Optional.of(new Spread(mean, deviation));
  }

  /** In percent, for people. */
  @Override
  public String toString() {
    String around =
        deviation.isPresent()
            ? String.format(Locale.ROOT, " ± %.2f", 100 * deviation.getAsDouble())
            : "";
    return String.format(Locale.ROOT, "%.2f%s %%", 100 * mean, around);
  }
}
