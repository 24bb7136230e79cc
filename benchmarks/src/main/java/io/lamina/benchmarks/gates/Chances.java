package io.lamina.benchmarks.gates;

import java.util.Random;
import java.util.SplittableRandom;

/**
 * Random numbers by a seed: those of neighbouring seeds are independent, which Java's own are not.
 *
 * @param seed any
 */
record Chances(long seed) {
  Random random() {
    return new Random(new SplittableRandom(seed).nextLong());
  }
}
