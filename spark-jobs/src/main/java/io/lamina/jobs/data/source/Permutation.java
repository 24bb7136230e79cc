package io.lamina.jobs.data.source;

import io.lamina.runtime.device.RandomKey;
import java.io.Serializable;

/**
 * A shuffle of the numbers 0 to size - 1 that is computed, not stored: a Feistel network of four
 * rounds over the next even power of two, walked until it falls inside (Black and Rogaway: Ciphers
 * with arbitrary finite domains, 2002).
 *
 * @param size how many numbers, at least 1
 * @param seed different seeds, different shuffles
 */
public record Permutation(long size, long seed) implements Serializable {
  private static final int ROUNDS = 4;

  /** Over fewer places a network of so few rounds is visibly uneven. */
  private static final int LEAST_HALF_BITS = 4;

  public Permutation {
    if (size < 1 || size > 1L << 61) {
      throw new IllegalArgumentException("a permutation of " + size);
    }
  }

  /** Where the number goes. */
  public long of(long number) {
    long place = number;
    do {
      place = feistel(place);
    } while (place >= size);
    return place;
  }

  private long feistel(long number) {
    int halfBits = Math.max(LEAST_HALF_BITS, (64 - Long.numberOfLeadingZeros(size - 1) + 1) / 2);
    long mask = (1L << halfBits) - 1;
    long left = number >>> halfBits;
    long right = number & mask;
    for (int round = 0; round < ROUNDS; round++) {
      long mixed = left ^ (RandomKey.of(seed).with(round).with(right).bits() & mask);
      left = right;
      right = mixed;
    }
    return left << halfBits | right;
  }
}
