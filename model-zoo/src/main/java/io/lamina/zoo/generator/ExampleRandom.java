package io.lamina.zoo.generator;

import java.util.Random;

/**
 * The random numbers of generated examples: those of an example are the same on every machine,
 * whatever was drawn before it. Safe for use by several threads.
 *
 * @param seed different seeds give other numbers
 */
public record ExampleRandom(long seed) {
  /** {@link Random}'s sequence is specified to the bit; neighbouring seeds are not independent. */
  public Random of(long index) {
    return new Random(mixed(mixed(seed) + index));
  }

  /** The finaliser of MurmurHash3: every bit of the input reaches every bit of the result. */
  private static long mixed(long value) {
    long bits = value + 0x9E3779B97F4A7C15L;
    bits = (bits ^ (bits >>> 33)) * 0xFF51AFD7ED558CCDL;
    bits = (bits ^ (bits >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return bits ^ (bits >>> 33);
  }
}
