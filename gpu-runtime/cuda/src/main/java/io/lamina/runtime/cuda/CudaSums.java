package io.lamina.runtime.cuda;

import io.lamina.runtime.device.Sums;

/**
 * Sums in a card's memory.
 *
 * @param address of the first
 */
record CudaSums(long address, int count) implements Sums {
  /**
   * Sums as those of a card.
   *
   * @throws IllegalArgumentException if they are of another device
   */
  static CudaSums of(Sums sums) {
    if (sums instanceof CudaSums own) {
      return own;
    }
    throw new IllegalArgumentException("sums of another device: " + sums.getClass());
  }
}
