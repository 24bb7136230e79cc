package io.lamina.jobs.report.features;

import java.util.List;
import java.util.Locale;

/**
 * The units of a layer, each matched with one of another network's.
 *
 * @param number of the layer, the lowest is 1
 * @param unitsBefore the number of the other's units
 * @param units in their order
 */
public record MatchedLayer(int number, int unitsBefore, List<MatchedUnit> units) {
  public MatchedLayer {
    units = List.copyOf(units);
  }

  /** How many units have this fate. */
  public long count(MatchedUnit.Fate fate) {
    return units.stream().filter(unit -> unit.fate() == fate).count();
  }

  /** How many features of the other network no unit has. */
  public long gone() {
    return unitsBefore - count(MatchedUnit.Fate.STAYED) - count(MatchedUnit.Fate.MOVED);
  }

  /** In words: {@code 60 stayed, 3 moved, 1 new}. */
  public String summary() {
    return String.format(
        Locale.ROOT,
        "%d stayed, %d moved, %d new, %d gone",
        count(MatchedUnit.Fate.STAYED),
        count(MatchedUnit.Fate.MOVED),
        count(MatchedUnit.Fate.NEW),
        gone());
  }
}
