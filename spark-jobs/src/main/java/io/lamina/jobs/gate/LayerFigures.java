package io.lamina.jobs.gate;

/**
 * The units of a layer.
 *
 * @param units of the layer, at least 1
 * @param dead how many say nothing: {@link io.lamina.jobs.gate.statistics.CodeSample#dead
 *     CodeSample.dead}
 * @param saturated how many stand at an end of their range
 * @param compared how many were compared with each other, at least 1
 * @param duplicates how many of these have nearly the weights of an earlier one
 * @param rank the effective rank of the layer's codes
 */
public record LayerFigures(
    int units, int dead, int saturated, int compared, int duplicates, double rank) {
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
