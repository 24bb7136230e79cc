package io.lamina.runtime.processor;

import java.util.List;

/**
 * How values lie in memory, as oneDNN sees them: row by row where nothing else is said.
 *
 * @param sizes of each dimension
 * @param strides from a value to the next of each dimension
 * @param type oneDNN's number of the type of a value
 */
record Layout(List<Long> sizes, List<Long> strides, int type) {
  Layout {
    sizes = List.copyOf(sizes);
    strides = List.copyOf(strides);
  }

  /** Values one after the other. */
  static Layout row(long size, int type) {
    return new Layout(List.of(size), List.of(1L), type);
  }

  /**
   * A matrix.
   *
   * @param byColumns whether it lies in memory column by column
   */
  static Layout matrix(long rows, long columns, boolean byColumns, int type) {
    return new Layout(
        List.of(rows, columns), byColumns ? List.of(1L, rows) : List.of(columns, 1L), type);
  }

  static long[] numbers(List<Long> values) {
    return values.stream().mapToLong(Long::longValue).toArray();
  }
}
