package io.lamina.jobs.training.inference;

import io.lamina.runtime.train.Prediction;
import java.util.ArrayList;
import java.util.List;

/**
 * How sure a network is of examples: how many of each class there are in each of some steps of the
 * log-odds. Counts of parts of the data add up to those of all, in any order.
 */
final class Certainty {
  private static final int STEPS = 4096;

  /** In double precision log-odds end at about 37 above even chances. */
  private static final double STEPS_A_NAT = STEPS / 40.0;

  private Certainty() {}

  /** Empty counts: class after class, the least sure first. */
  static long[] none(int classes) {
    return new long[classes * STEPS];
  }

  /** Adds examples to counts, and gives these. */
  static long[] add(long[] counts, List<Prediction> predictions) {
    predictions.forEach(p -> counts[p.label() * STEPS + step(p.logOdds())]++);
    return counts;
  }

  /** Adds counts to counts, and gives the first. */
  static long[] add(long[] counts, long[] others) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += others[i];
    }
    return counts;
  }

  /** A prediction of less than half of the probability counts as even. */
  static int step(double logOdds) {
    return (int) Math.max(0, Math.min(STEPS - 1, logOdds * STEPS_A_NAT));
  }

  /**
   * For each class the lowest step of which, with all above, no more than a share of the class's
   * examples are; where the highest step alone has more, that.
   */
  static List<Integer> lowest(long[] counts, double share) {
    List<Integer> lowest = new ArrayList<>();
    for (int first = 0; first < counts.length; first += STEPS) {
      lowest.add(lowest(counts, first, share));
    }
    return lowest;
  }

  private static int lowest(long[] counts, int first, double share) {
    long all = 0;
    for (int step = 0; step < STEPS; step++) {
      all += counts[first + step];
    }
    long most = (long) Math.ceil(share * all);
    long taken = counts[first + STEPS - 1];
    int step = STEPS - 1;
    while (step > 0 && taken + counts[first + step - 1] <= most) {
      step--;
      taken += counts[first + step];
    }
    return step;
  }
}
