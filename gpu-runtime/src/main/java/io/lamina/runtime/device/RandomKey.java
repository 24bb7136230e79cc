package io.lamina.runtime.device;

import java.io.Serializable;
import java.util.stream.IntStream;

/**
 * Names a stream of random numbers. The i-th number of a stream depends on the key and on i alone:
 * there is no state to carry, so a step drawn again, anywhere, draws the same numbers. (The idea:
 * Salmon et al., Parallel random numbers: as easy as 1, 2, 3, SC 2011.)
 *
 * @param bits the key
 */
public record RandomKey(long bits) implements Serializable {
  private static final long serialVersionUID = 1;

  /** The numbers of 16 bits that {@link #fillShort} makes at a time. */
  public static final int BLOCK = 1 << 14;

  private static final int HALF_BLOCK = BLOCK / 2;

  /** 0, 1, 2 …: with the loop's own index in its place the JIT does not vectorise the loop. */
  private static final int[] COUNTING = IntStream.range(0, BLOCK).toArray();

  /** The key of a run. */
  public static RandomKey of(long seed) {
    return new RandomKey(mix(seed + 0x9E3779B97F4A7C15L));
  }

  /** The key of a part: another number, another stream. */
  public RandomKey with(long part) {
    return new RandomKey(mix(bits ^ mix(part + 0xD1B54A32D192ED03L)));
  }

  /** The key of a named part. */
  public RandomKey with(String part) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < part.length(); i++) {
      hash = (hash ^ part.charAt(i)) * 0x100000001B3L;
    }
    return with(hash);
  }

  /** The index-th number, 32 random bits. */
  public int bits(int index) {
    return mix(index, low(), high());
  }

  /**
   * The index-th number of 16 random bits, at half the price: two that lie {@value #HALF_BLOCK}
   * apart in a block of twice as many are the halves of one number.
   */
  public int shortBits(int index) {
    int number = bits(index / (2 * HALF_BLOCK) * HALF_BLOCK + index % HALF_BLOCK);
    return index / HALF_BLOCK % 2 == 0 ? number & 0xFFFF : number >>> 16;
  }

  /** The index-th number as one of 0 to {@code bound - 1}: the high half of it times the bound. */
  public int below(int index, int bound) {
    return (int) ((Integer.toUnsignedLong(bits(index)) * bound) >>> 32);
  }

  /** The index-th number, uniform in [0, 1), a multiple of 2⁻²⁴. */
  public float uniform(int index) {
    return (bits(index) >>> 8) * 0x1p-24f;
  }

  /** The numbers {@code first} and following, 32 random bits each, into the target's beginning. */
  public void fill(int first, int[] target, int count) {
    fill(COUNTING, first + low(), high(), target, Math.min(count, BLOCK));
    if (count > BLOCK) {
      int[] rest = new int[count - BLOCK];
      fill(first + BLOCK, rest, rest.length);
      System.arraycopy(rest, 0, target, BLOCK, rest.length);
    }
  }

  /**
   * The numbers of 16 bits {@code first} and following, into the target's beginning.
   *
   * @param first begins a block: a multiple of {@value #BLOCK}
   * @param count at most a block
   */
  public void fillShort(int first, int[] target, int count) {
    if (first % BLOCK != 0 || count > BLOCK) {
      throw new IllegalArgumentException(count + " numbers from " + first + " on are no block");
    }
    fill(first / 2, target, Math.min(count, HALF_BLOCK));
    split(target, count - HALF_BLOCK);
  }

  private static void split(int[] target, int upper) {
    for (int i = 0; i < upper; i++) {
      target[HALF_BLOCK + i] = target[i] >>> 16;
    }
    for (int i = 0; i < Math.min(HALF_BLOCK, target.length); i++) {
      target[i] &= 0xFFFF;
    }
  }

  /**
   * A method of its own, so that the JIT compiles, and vectorises, this loop alone. It does so only
   * where both arrays are read and written at the loop's index: with an offset this takes 25 times
   * as long.
   */
  private static void fill(int[] index, int low, int high, int[] target, int count) {
    for (int i = 0; i < count; i++) {
      target[i] = mix(index[i], low, high);
    }
  }

  /** A number of 0 to {@code bound - 1}; its unevenness is below {@code bound / 2⁶³}. */
  public long below(long bound) {
    return (bits >>> 1) % bound;
  }

  private int low() {
    return (int) bits;
  }

  private int high() {
    return (int) (bits >>> 32);
  }

  /** Two rounds of a 32-bit finaliser (Wellons' lowbias32); integer loops of it are vectorised. */
  private static int mix(int index, int low, int high) {
    int x = index + low;
    x ^= x >>> 16;
    x *= 0x7FEB352D;
    x ^= x >>> 15;
    x *= 0x846CA68B;
    x ^= x >>> 16;
    x += high;
    x ^= x >>> 16;
    x *= 0x7FEB352D;
    x ^= x >>> 15;
    x *= 0x846CA68B;
    x ^= x >>> 16;
    return x;
  }

  /** SplitMix64's finaliser (Steele, Lea, Flood 2014). */
  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
