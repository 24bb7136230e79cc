package io.lamina.runtime.train;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The views of a trainer's work space by size of mini-batch. Nearly every mini-batch is full; the
 * last of an epoch is smaller, and no more than a few sizes occur.
 */
final class BatchViews<V> {
  private final int capacity;
  private final IntFunction<V> cut;
  private final Map<Integer, V> bySize = new HashMap<>();

  BatchViews(int capacity, IntFunction<V> cut) {
    this.capacity = capacity;
    this.cut = cut;
  }

  V of(int size) {
    if (size < 1 || size > capacity) {
      throw new IllegalArgumentException(
          "a mini-batch of " + size + " examples, must be 1 to " + capacity);
    }
    return bySize.computeIfAbsent(size, cut::apply);
  }
}
