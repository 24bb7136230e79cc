package io.lamina.jobs.training.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What training comes to, whatever happens to the machines: each round's vector follows from the
 * one before and from the learning rate, so does its loss, and so does the round in which the
 * numbers run away.
 */
final class SimulatedData {
  private static final int VALUES = 1 << 20;
  private static final double FIRST = 1;
  private static final double RUNAWAY = 100;

  private final int rounds;
  private final long seed;
  private final List<Integer> divergences = new ArrayList<>();

  SimulatedData(Random random, int rounds, int levels) {
    this.rounds = rounds;
    this.seed = random.nextLong();
    double often = random.nextDouble();
    for (int level = 0; level <= levels; level++) {
      divergences.add(random.nextDouble() < often ? random.nextInt(2 * rounds) : 2 * rounds);
    }
  }

  int rounds() {
    return rounds;
  }

  /** The vector after a round, rates having been lowered so many times. */
  static float next(float vector, int round, int level) {
    return (((int) vector) * 31L + round * 17L + level * 7L + 1) % VALUES;
  }

  /** Whether a worker finds that the numbers run away in a round, which then does not end. */
  boolean stopsWorkers(int round, int level) {
    return divergences.get(level) == round && round % 2 == 0;
  }

  /** The loss of a round runs away from ten times the first, 1. */
  boolean runsAway(int round, int level) {
    return divergences.get(level) == round && round % 2 == 1;
  }

  /** Some losses are above the first: no good place to go back to. */
  double loss(int round, int level) {
    if (runsAway(round, level)) {
      return RUNAWAY;
    }
    boolean middling = new Random(seed + 31L * round + level).nextInt(4) == 0;
    return round == 0 ? FIRST : middling ? 3 + level : 0.5 + 0.1 * level;
  }
}
