package io.lamina.benchmarks.gates;

import static java.util.Objects.requireNonNull;

import java.util.Random;

/**
 * A model that asks to be promoted.
 *
 * @param fault what is wrong with it
 * @param labeled whether it classifies, and labels judge it
 * @param days its data come from, and the champion's
 * @param seed of its training, and of where its fault is
 */
record Candidate(Fault fault, boolean labeled, Days days, long seed) {
  Candidate {
    requireNonNull(fault, "fault is null");
    requireNonNull(days, "days is null");
  }

  /** The same numbers in the same order, for each of its sides. */
  Random random(String side) {
    return new Chances(seed * 31 + side.hashCode()).random();
  }

  Digits data() {
    return fault.data(days, random("data"));
  }
}
