package io.lamina.runtime.units;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the units of a layer respond to examples: which of them hardly do, and which examples excite
 * a unit most. Codes are added batch after batch, by one thread.
 */
public final class UnitResponses {
  private final float[] lowest;
  private final float[] highest;
  private final float[][] traces;
  private double sum;
  private int examples;

  /**
   * @param units of the layer
   * @param traced of how many units, the first ones, every response is kept
   * @param capacity the most examples
   */
  public UnitResponses(int units, int traced, int capacity) {
    this.lowest = new float[units];
    this.highest = new float[units];
    this.traces = new float[Math.min(traced, units)][capacity];
    Arrays.fill(lowest, Float.POSITIVE_INFINITY);
    Arrays.fill(highest, Float.NEGATIVE_INFINITY);
  }

  /**
   * Adds examples.
   *
   * @param codes the responses of all units to an example, one example after the other
   */
  public void add(float[] codes) {
    for (int first = 0; first < codes.length; first += lowest.length) {
      for (int unit = 0; unit < lowest.length; unit++) {
        lowest[unit] = Math.min(lowest[unit], codes[first + unit]);
        highest[unit] = Math.max(highest[unit], codes[first + unit]);
        sum += codes[first + unit];
      }
      for (int unit = 0; unit < traces.length; unit++) {
        traces[unit][examples] = codes[first + unit];
      }
      examples++;
    }
  }

  /** The examples added so far. */
  public int examples() {
    return examples;
  }

  /** The mean response, over all units and examples. */
  public double mean() {
    return sum / ((double) examples * lowest.length);
  }

  /** Whether a unit's responses lie closer together than {@code range}: it says nothing. */
  public boolean isDead(int unit, double range) {
    return (double) highest[unit] - lowest[unit] < range;
  }

  /** The number of units that are dead. */
  public int dead(double range) {
    return deadUnits(range).cardinality();
  }

  /** The units that are dead, counted from 0. */
  public BitSet deadUnits(double range) {
    BitSet dead = new BitSet(lowest.length);
    IntStream.range(0, lowest.length).filter(unit -> isDead(unit, range)).forEach(dead::set);
    return dead;
  }

  /**
   * The examples that excite a unit most, the strongest response first.
   *
   * @param unit one of those traced
   * @param most how many, or all if there are fewer
   * @return their numbers, counted from 0 in the order in which they were added
   */
  public List<Integer> mostExciting(int unit, int most) {
    float[] trace = traces[unit];
    return IntStream.range(0, examples)
        .boxed()
        .sorted(Comparator.comparingDouble(example -> -trace[example]))
        .limit(most)
        .toList();
  }

  /** The response of a unit, one of those traced, to an example. */
  public float response(int unit, int example) {
    return traces[unit][example];
  }
}
