package io.lamina.benchmarks;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What one contender's turns took.
 *
 * @param secondsPerStep of each turn
 */
record Laps(List<Double> secondsPerStep) {
  Laps {
    secondsPerStep = List.copyOf(secondsPerStep);
  }

  /** The median turn's examples in a second. */
  double examplesPerSecond(int batch) {
    return batch / median(secondsPerStep.stream().mapToDouble(value -> value));
  }

  /** This one's time as a share of the other's, the median over the turns. */
  double timeOver(Laps other) {
    return median(
        IntStream.range(0, secondsPerStep.size())
            .mapToDouble(turn -> secondsPerStep.get(turn) / other.secondsPerStep.get(turn)));
  }

  static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
