package io.lamina.benchmarks.gates;

import java.util.stream.LongStream;

/**
 * Days that bring new digits of one distribution, some more and some fewer.
 *
 * @param seed other seeds have other days
 * @param rows of a day on average
 */
record Days(long seed, int rows) {
  /** Whose digits are known to be learned from: the window of a model. */
  static final int WINDOW = 4;

  /** The days of a window, from a day on. */
  Digits window(int first) {
    return LongStream.range(first, (long) first + WINDOW)
        .mapToObj(this::day)
        .reduce(Digits::then)
        .orElseThrow();
  }

  Digits day(long number) {
    long own = seed * 1_000 + number;
    return Digits.drawn(own, (int) (rows * (0.9 + 0.2 * new Chances(own).random().nextDouble())));
  }
}
