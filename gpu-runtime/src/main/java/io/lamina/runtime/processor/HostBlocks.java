package io.lamina.runtime.processor;

import io.lamina.zoo.geometry.Window;
import java.util.Arrays;

/**
 * Units of which at most one of each block is on, on arrays of the host, of one example's maps. All
 * in single precision and in a fixed order: a card comes to the same bits.
 */
final class HostBlocks {
  /** The bits of 1. */
  private static final int ONE = 0x3F800000;

  private final WindowPlaces places;
  private final int channels;
  private final int count;

  HostBlocks(Window blocks) {
    this.places = new WindowPlaces(blocks);
    this.channels = places.channels();
    this.count = blocks.positions(channels).size();
  }

  /** The number of blocks. */
  int count() {
    return count;
  }

  /**
   * Turns the units' inputs into probabilities. No exponential of a positive number is taken: the
   * largest of a block is 0, where it would be above, and so is the input of the state that no unit
   * is on.
   */
  void probabilities(float[] units) {
    float[] highest = new float[count];
    places.each((unit, block) -> raise(units, unit, highest, block));
    places.each((unit, block) -> lower(units, unit, highest, block));
    HostActivation.exponentials(units, units.length);
    float[] sums = new float[count];
    for (int i = 0; i < count; i++) {
      sums[i] = -highest[i];
    }
    HostActivation.exponentials(sums, count);
    places.each((unit, block) -> add(units, unit, sums, block));
    places.each((unit, block) -> divide(units, unit, sums, block));
  }

  private void raise(float[] units, int unit, float[] highest, int block) {
    for (int c = 0; c < channels; c++) {
      highest[block + c] = Math.max(highest[block + c], units[unit + c]);
    }
  }

  private void lower(float[] units, int unit, float[] highest, int block) {
    for (int c = 0; c < channels; c++) {
      units[unit + c] -= highest[block + c];
    }
  }

  private void add(float[] units, int unit, float[] sums, int block) {
    for (int c = 0; c < channels; c++) {
      sums[block + c] += units[unit + c];
    }
  }

  private void divide(float[] units, int unit, float[] sums, int block) {
    for (int c = 0; c < channels; c++) {
      units[unit + c] /= sums[block + c];
    }
  }

  /** Keeps the largest of each block, the first of equal ones, and what is no number. */
  void keepLargest(float[] units) {
    float[] highest = new float[count];
    Arrays.fill(highest, Float.NEGATIVE_INFINITY);
    places.each(
        (unit, block) -> {
          for (int c = 0; c < channels; c++) {
            float value = units[unit + c];
            highest[block + c] = value > highest[block + c] ? value : highest[block + c];
          }
        });
    boolean[] kept = new boolean[count];
    places.each(
        (unit, block) -> {
          for (int c = 0; c < channels; c++) {
            float value = units[unit + c];
            boolean largest = value == highest[block + c] && !kept[block + c];
            kept[block + c] |= largest;
            units[unit + c] = largest || Float.isNaN(value) ? value : 0f;
          }
        });
  }

  /**
   * Turns probabilities into states: of each block the first unit is on with which the sum of the
   * probabilities passes the block's random number.
   */
  void sample(float[] units, int[] random) {
    float[] sums = new float[count];
    boolean[] given = new boolean[count];
    places.each(
        (unit, block) -> {
          for (int i = block; i < block + channels; i++) {
            int at = unit + i - block;
            sums[i] += units[at];
            boolean passed = Float.intBitsToFloat(ONE | (random[i] >>> 9)) < 1f + sums[i];
            units[at] = passed && !given[i] ? 1f : 0f;
            given[i] |= passed;
          }
        });
  }
}
