package io.lamina.jobs.gate;

import io.lamina.jobs.gate.statistics.CodeSample;
import io.lamina.zoo.geometry.Activation;

/**
 * The units of a layer.
 *
 * @param units of the layer, at least 1
 * @param dead how many say nothing: {@link CodeSample#dead}
 * @param saturated how many stand at an end of their range
 * @param compared how many were compared with each other, at least 1
 * @param duplicates how many of these have nearly the weights of an earlier one
 * @param rank the effective rank of the layer's codes
 */
public record LayerFigures(
    int units, int dead, int saturated, int compared, int duplicates, double rank) {
  private static final double DEAD_RANGE = 0.01;
  private static final double SATURATED_SHARE = 0.99;

  public LayerFigures {
    if (units < 1 || compared < 1 || compared > units) {
      throw new IllegalArgumentException(
          compared + " of " + units + " units were compared, must be at least one of one");
    }
    requireShare("dead", dead, units);
    requireShare("saturated", saturated, units);
    requireShare("duplicates", duplicates, compared);
    if (!(rank >= 0 && rank <= units + 1e-6)) {
      throw new IllegalArgumentException("rank is " + rank + ", must be 0 to " + units);
    }
  }

  /**
   * What the codes of a sample say of a layer. A unit is dead if its codes differ by less than
   * 0.01; saturated if 99 % of them are within 0.01 of an end of the non-linearity's range, which
   * the rectifier and linear units do not have.
   *
   * @param codes of held-out rows: some hundreds, the same for candidate and champion
   * @param activation of the layer
   * @param compared as above
   * @param duplicates as above
   */
  public static LayerFigures of(
      CodeSample codes, Activation activation, int compared, int duplicates) {
    int saturated =
        switch (activation) {
          case SIGMOID -> codes.saturated(0, 1, DEAD_RANGE, SATURATED_SHARE);
          case TANH -> codes.saturated(-1, 1, DEAD_RANGE, SATURATED_SHARE);
          default -> 0;
        };
    return new LayerFigures(
        codes.units(),
        codes.dead(DEAD_RANGE),
        saturated,
        compared,
        duplicates,
        codes.effectiveRank());
  }

  private static void requireShare(String name, int count, int all) {
    if (count < 0 || count > all) {
      throw new IllegalArgumentException(name + " is " + count + ", must be 0 to " + all);
    }
  }

  double deadShare() {
    return (double) dead / units;
  }

  double saturatedShare() {
    return (double) saturated / units;
  }

  double duplicateShare() {
    return (double) duplicates / compared;
  }
}
