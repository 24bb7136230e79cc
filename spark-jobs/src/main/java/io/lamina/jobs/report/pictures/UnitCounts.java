package io.lamina.jobs.report.pictures;

import java.io.Serializable;

/**
 * How much the units of a layer respond, and how many of them are of no use.
 *
 * @param meanCode over all units and the examples looked at
 * @param examples looked at
 * @param dead units that tell no example from another
 * @param duplicate units that say what another says
 */
public record UnitCounts(double meanCode, int examples, Dead dead, Duplicate duplicate)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /**
   * Units whose codes of all examples lie close together.
   *
   * @param units how many
   * @param range closer than this
   */
  public record Dead(int units, double range) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /**
   * Units whose weight vector points the way of that of a unit before them.
   *
   * @param units how many
   * @param cosine of the two vectors, above which that is so
   * @param compared how many units, the first ones, were compared
   */
  public record Duplicate(int units, double cosine, int compared) implements Serializable {
    private static final long serialVersionUID = 1;
  }
}
