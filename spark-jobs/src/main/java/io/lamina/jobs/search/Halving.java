package io.lamina.jobs.search;

import java.util.Locale;

/**
 * Successive halving (Jamieson and Talwalkar, AISTATS 2016): all trials are trained for a short
 * time, the best of them for longer, and the best of these for as long as the plan says. Each rung
 * waits for all trials of the one before: so which are promoted does not depend on which end first,
 * as it does with ASHA (Li et al., MLSys 2020).
 *
 * @param trials of the first rung
 * @param reduction how many times fewer trials, which are trained that many times longer, each
 *     further rung has
 * @param rungs how many there are, unless the trials are fewer
 */
public record Halving(int trials, int reduction, int rungs) {
  public Halving {
    require("--trials", trials, 2, 100_000);
    require("--reduction", reduction, 2, 100);
    require("--rungs", rungs, 1, 20);
  }

  private static void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s is %d, must be at least %d and at most %d",
              option,
              value,
              least,
              most));
    }
  }

  /** How many trials a rung has, at least one; rungs are counted from 1. */
  public int size(int rung) {
    int size = trials;
    for (int i = 1; i < rung; i++) {
      size = Math.max(1, size / reduction);
    }
    return size;
  }

  /** The length of a stage in a rung, of that in the plan: at least 1. */
  public int length(int rung, int whole) {
    long divisor = 1;
    for (int i = rung; i < rungs; i++) {
      divisor *= reduction;
    }
    return (int) Math.max(1, (whole + divisor - 1) / divisor);
  }
}
