package io.lamina.jobs.training.stage;

import java.util.Random;

/**
 * An executor that flips a bit of what it trains: in a round once, or in all rounds from one on.
 */
final class FaultyExecutor {
  private static final int BITS = 20;

  private final Random random;
  private final String name;
  private final int first;
  private final boolean always;
  private final boolean other;
  private final int bit;
  private boolean struck;
  private boolean slippedIn;

  /**
   * @param first round that it may be wrong in
   */
  FaultyExecutor(Random random, String name, int first) {
    this.random = random;
    this.name = name;
    this.first = first;
    this.always = random.nextBoolean();
    this.other = random.nextBoolean();
    this.bit = random.nextInt(BITS);
  }

  String name() {
    return name;
  }

  /** A round with a wrong result was committed. */
  void slipIn() {
    slippedIn = true;
  }

  /** Whether there was such a round. */
  boolean hasSlippedIn() {
    return slippedIn;
  }

  /** Whether it stays wrong. */
  boolean always() {
    return always;
  }

  /** What an executor makes of the right result. */
  int result(String executor, int round, int right) {
    if (!executor.equals(name) || round < first || (struck && !always)) {
      return right;
    }
    struck = true;
    return right ^ (1 << (other ? random.nextInt(BITS) : bit));
  }
}
