package io.lamina.jobs.sketch;

import java.util.ArrayList;
import java.util.List;

/**
 * The values of two columns in common bins, ascending.
 *
 * @param bins those that hold a value of either
 * @param now values of the one
 * @param before values of the other
 */
record Together(List<Bin> bins, double now, double before) {
  /** A bin, and how many values of each it holds. */
  record Bin(double value, long now, long before) {}

  static Together of(ColumnSketch now, ColumnSketch before) {
    int cut = Math.max(now.bins().cut(), before.bins().cut());
    Bins a = now.bins().joined(cut);
    Bins b = before.bins().joined(cut);
    List<Bin> all = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < a.size() || j < b.size()) {
      boolean inA = i < a.size() && (j == b.size() || a.key(i) <= b.key(j));
      boolean inB = j < b.size() && (i == a.size() || b.key(j) <= a.key(i));
      double value = inA ? a.value(i) : b.value(j);
      all.add(new Bin(value, inA ? a.count(i++) : 0, inB ? b.count(j++) : 0));
    }
    return new Together(all, now.count(), before.count());
  }
}
