package io.lamina.jobs.sketch;

import java.util.Optional;

/**
 * A column all whose rows are one and the same: one value, or nothing.
 *
 * @param p how probable it is that all rows that differ from these come from the column before, if
 *     both are samples of one distribution: the less the more there are
 */
public record Standstill(double p) {
  /**
   * Compares a column with what it was before.
   *
   * @param now any sketch
   * @param before the same
   * @return none if the rows of the column now are not all the same, or if those before were all
   *     the same, too
   */
  public static Optional<Standstill> of(ColumnSketch now, ColumnSketch before) {
    return stands(now) && !stands(before)
        ? Optional.of(new Standstill(accident(now, before)))
        : Optional.empty();
  }

  private static boolean stands(ColumnSketch column) {
    return column.isConstant() || column.count() == 0;
  }

  private static double accident(ColumnSketch now, ColumnSketch before) {
    double rowsNow = (double) now.count() + now.missing();
    double rowsBefore = (double) before.count() + before.missing();
    double same = now.count() > 0 ? before.bins().like(now.bins()) : before.missing();
    return Math.pow(rowsBefore / (rowsBefore + rowsNow), rowsBefore - same);
  }
}
