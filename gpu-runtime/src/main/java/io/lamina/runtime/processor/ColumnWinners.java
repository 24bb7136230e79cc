package io.lamina.runtime.processor;

import java.util.BitSet;

/**
 * Of each column of a matrix the value farthest from 0 is kept, and the others become 0. What is no
 * number stays, so that it is noticed.
 *
 * @param rows of the matrix, whose values lie column by column
 */
record ColumnWinners(int rows) {
  void keep(float[] values) {
    for (int from = 0; from < values.length; from += rows) {
      int winner = farthest(values, from, rows, 1);
      for (int i = from; i < from + rows; i++) {
        if (i != winner && !Float.isNaN(values[i])) {
          values[i] = 0f;
        }
      }
    }
  }

  /** The rows that have nothing but zeros. */
  BitSet empty(float[] values) {
    BitSet empty = new BitSet(rows);
    empty.set(0, rows);
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0f) {
        empty.clear(i % rows);
      }
    }
    return empty;
  }

  /** Gives each of some rows the one value of the source's that is farthest from 0. */
  void fill(BitSet some, float[] source, float[] target) {
    some.stream()
        .map(row -> farthest(source, row, source.length / rows, rows))
        .forEach(i -> target[i] = source[i]);
  }

  /** The first place of the farthest of so many values, a step apart. */
  private static int farthest(float[] values, int from, int count, int step) {
    int farthest = from;
    float distance = -1;
    for (int k = 0; k < count; k++) {
      float own = Math.abs(values[from + k * step]);
      if (own > distance) {
        farthest = from + k * step;
        distance = own;
      }
    }
    return farthest;
  }
}
