package io.lamina.jobs.report.features;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * A unit, and the one that it is most likely to have been.
 *
 * @param unit counted from 0
 * @param before the unit of the other network; empty if that has fewer units
 * @param cosine of the weights of both, from -1 to 1; 0 if there is no other
 */
public record MatchedUnit(int unit, OptionalInt before, double cosine) {
  /** From this cosine on two units are the same feature. */
  public static final double SAME = 0.8;

  /** What became of a feature. */
  public enum Fate {
    /** The same unit has it. */
    STAYED,
    /** Another unit had it. */
    MOVED,
    /** No unit had it. */
    NEW
  }

  public MatchedUnit {
    requireNonNull(before, "before is null");
  }

  /** What this unit's feature is. */
  public Fate fate() {
    if (before.isEmpty() || cosine < SAME) {
      return Fate.NEW;
    }
    return before.getAsInt() == unit ? Fate.STAYED : Fate.MOVED;
  }
}
