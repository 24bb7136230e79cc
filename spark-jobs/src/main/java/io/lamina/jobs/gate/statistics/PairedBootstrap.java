package io.lamina.jobs.gate.statistics;

import io.lamina.runtime.device.RandomKey;
import java.util.Arrays;

/**
 * The interval of the trimmed mean of paired differences, by the percentile bootstrap (Efron and
 * Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13). The random numbers are counted:
 * equal differences and an equal key give equal bits.
 *
 * @param key of the random numbers
 * @param resamples at least 100
 * @param mean of a resample
 */
public record PairedBootstrap(RandomKey key, int resamples, TrimmedMean mean) {
  public PairedBootstrap {
    if (resamples < 100) {
      throw new IllegalArgumentException("resamples is " + resamples + ", must be at least 100");
    }
  }

  /**
   * Where the trimmed mean lies.
   *
   * @param differences of the rows, candidate minus champion, in any order; at least 2, all finite
   * @param alpha as for {@link PairedErrors#interval}; at least 1 / resamples
   */
  public Interval interval(double[] differences, double alpha) {
    if (differences.length < 2) {
      throw new IllegalArgumentException(differences.length + " rows cannot be resampled");
    }
    if (!(alpha * resamples >= 1 && alpha < 0.5)) {
      throw new IllegalArgumentException(
          "alpha is " + alpha + ": " + resamples + " resamples cannot tell it, take more");
    }
    double[] sorted = differences.clone();
    Arrays.sort(sorted);
    double[] means = new double[resamples];
    int[] numbers = new int[sorted.length];
    for (int r = 0; r < resamples; r++) {
      means[r] = mean.of(sorted, drawn(r, numbers));
    }
    Arrays.sort(means);
    int outside = (int) (alpha * resamples);
    return new Interval(means[outside], means[resamples - 1 - outside]);
  }

  /** How often each row is drawn for a resample. */
  private int[] drawn(int resample, int[] numbers) {
    key.with(resample).fill(0, numbers, numbers.length);
    int[] counts = new int[numbers.length];
    for (int number : numbers) {
      counts[(int) ((Integer.toUnsignedLong(number) * numbers.length) >>> 32)]++;
    }
    return counts;
  }
}
