package io.lamina.jobs.sketch;

import java.io.Serializable;
import java.util.Arrays;

/**
 * How many values begin with which bits. The bits of a float, made to ascend with it, are cut off
 * on the right until there are few enough different beginnings; so few different values are all
 * kept, and many share bins of equal relative width.
 *
 * <p>No more is cut off than these values need. Whoever has cut off too much for a part would have
 * to cut it off for the whole, too; so the bins of a whole are the same, however it was divided.
 * Immutable.
 */
final class Bins implements Serializable {
  private static final long serialVersionUID = 1;

  static final int MOST = 1024;

  private final int most;
  private final int cut;
  private final int[] keys;
  private final long[] counts;

  private Bins(int most, int cut, int[] keys, long[] counts) {
    this.most = most;
    this.cut = cut;
    this.keys = keys;
    this.counts = counts;
  }

  /**
   * Of no values.
   *
   * @param most there will be, 1 to {@value #MOST}
   */
  static Bins none(int most) {
    return of(most, 0, new int[0], new long[0]);
  }

  /**
   * Bins as they were written.
   *
   * @param most there may be, 1 to {@value #MOST}
   * @param cut the bits that are cut off, 0 to 31
   * @param keys ascending
   * @param counts as many, each above 0
   */
  static Bins of(int most, int cut, int[] keys, long[] counts) {
    boolean sound = most >= 1 && most <= MOST && keys.length <= most;
    sound = sound && cut >= 0 && cut < Integer.SIZE;
    for (int i = 0; i < keys.length; i++) {
      sound = sound && counts[i] > 0 && (i == 0 || keys[i - 1] < keys[i]);
    }
    if (!sound) {
      throw new IllegalArgumentException("the bins of a sketch are damaged");
    }
    return new Bins(most, cut, keys.clone(), counts.clone());
  }

  /** These and some values more. */
  Bins plus(float[] values, int count) {
    int[] sorted = new int[count];
    for (int i = 0; i < count; i++) {
      sorted[i] = ascending(values[i]);
    }
    Arrays.sort(sorted);
    long[] once = new long[count];
    Arrays.fill(once, 1);
    return plus(new Bins(most, 0, sorted, once).joined(0).small());
  }

  /** The bits of a float, so that they ascend with it. */
  private static int ascending(float value) {
    int bits = Float.floatToIntBits(value + 0.0f); // -0 is 0
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }

  /**
   * These and others.
   *
   * @param other of which there may be as many
   */
  Bins plus(Bins other) {
    if (other.most != most) {
      throw new IllegalArgumentException(
          "bins of which there may be " + other.most + " are added to at most " + most);
    }
    int common = Math.max(cut, other.cut);
    Bins a = joined(common);
    Bins b = other.joined(common);
    int[] both = new int[a.keys.length + b.keys.length];
    long[] sums = new long[both.length];
    int i = 0;
    int j = 0;
    for (int k = 0; k < both.length; k++) {
      if (j == b.keys.length || (i < a.keys.length && a.keys[i] <= b.keys[j])) {
        both[k] = a.keys[i];
        sums[k] = a.counts[i++];
      } else {
        both[k] = b.keys[j];
        sums[k] = b.counts[j++];
      }
    }
    return new Bins(most, common, both, sums).joined(common).small();
  }

  private Bins small() {
    Bins bins = this;
    while (bins.keys.length > most) {
      bins = bins.joined(bins.cut + 1);
    }
    return bins;
  }

  /** With as many bits cut off, at least as many as now; equal keys become one. */
  Bins joined(int more) {
    int[] joined = new int[keys.length];
    long[] sums = new long[keys.length];
    int last = -1;
    for (int i = 0; i < keys.length; i++) {
      int key = keys[i] >> (more - cut);
      if (last < 0 || joined[last] != key) {
        joined[++last] = key;
      }
      sums[last] += counts[i];
    }
    return new Bins(most, more, Arrays.copyOf(joined, last + 1), Arrays.copyOf(sums, last + 1));
  }

  int most() {
    return most;
  }

  int cut() {
    return cut;
  }

  int size() {
    return keys.length;
  }

  int key(int bin) {
    return keys[bin];
  }

  long count(int bin) {
    return counts[bin];
  }

  /** What stands for the values of a bin: the value itself where nothing is cut off. */
  double value(int bin) {
    int low = keys[bin] << cut;
    int high = low + (int) ((1L << cut) - 1);
    return (ascended(low) + ascended(high)) / 2;
  }

  /** The float whose bits ascend to these; beyond all floats the largest. */
  private static double ascended(int ascending) {
    float value = Float.intBitsToFloat(ascending ^ ((ascending >> 31) & Integer.MAX_VALUE));
    if (Float.isFinite(value)) {
      return value;
    }
    return ascending < 0 ? -Float.MAX_VALUE : Float.MAX_VALUE;
  }

  long total() {
    return Arrays.stream(counts).sum();
  }

  /** How many values are as those of a column of one value, as far as the bins tell. */
  long like(Bins oneValue) {
    int bin = Arrays.binarySearch(keys, oneValue.keys[0] >> cut);
    return bin < 0 ? 0 : counts[bin];
  }

  /** Whether all values are one and the same. */
  boolean isOneValue() {
    return cut == 0 && keys.length == 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bins bins
        && most == bins.most
        && cut == bins.cut
        && Arrays.equals(keys, bins.keys)
        && Arrays.equals(counts, bins.counts);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(keys) + Arrays.hashCode(counts);
  }
}
