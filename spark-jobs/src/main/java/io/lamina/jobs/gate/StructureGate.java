package io.lamina.jobs.gate;

import io.lamina.zoo.plan.retrain.FloorGates;
import io.lamina.zoo.plan.retrain.StructureGates;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Whether the units of the layers are of as much use as the champion's. A layer without a
 * counterpart, because the champion has fewer layers or there is none yet, must pass the floor.
 *
 * @param plan what is tolerated against the champion
 * @param floor what is asked of a layer without a counterpart
 */
public record StructureGate(StructureGates plan, FloorGates floor) {
  public static final String DEAD = "dead units";
  public static final String SATURATED = "saturated units";
  public static final String DUPLICATES = "duplicate units";
  public static final String RANK = "rank of codes";

  /** Codes with less than that lie on a line. */
  private static final double LEAST_RANK = 1.5;

  /**
   * Judges the layers.
   *
   * @param candidate its layers, the lowest first; at least one
   * @param champion the champion's layers; none if this is the first model
   * @return of {@link #DEAD}, {@link #SATURATED}, {@link #DUPLICATES} and {@link #RANK}
   */
  public List<GateResult> judge(List<LayerFigures> candidate, List<LayerFigures> champion) {
    return List.of(
        share(DEAD, plan.deadUnits(), LayerFigures::deadShare, candidate, champion),
        share(SATURATED, plan.saturatedUnits(), LayerFigures::saturatedShare, candidate, champion),
        share(DUPLICATES, plan.duplicateUnits(), LayerFigures::duplicateShare, candidate, champion),
        rank(candidate, champion));
  }

  private GateResult share(
      String gate,
      double tolerance,
      ToDoubleFunction<LayerFigures> share,
      List<LayerFigures> candidate,
      List<LayerFigures> champion) {
    List<LayerLimit> layers = new ArrayList<>();
    for (int k = 0; k < candidate.size(); k++) {
      double allowed =
          k < champion.size()
              ? share.applyAsDouble(champion.get(k)) + tolerance
              : floor.uselessUnits();
      layers.add(new LayerLimit(k + 1, share.applyAsDouble(candidate.get(k)), allowed));
    }
    return LayerLimit.most(gate, "the share of " + gate, layers);
  }

  private GateResult rank(List<LayerFigures> candidate, List<LayerFigures> champion) {
    List<LayerLimit> layers = new ArrayList<>();
    for (int k = 0; k < candidate.size(); k++) {
      double asked = LEAST_RANK;
      if (k < champion.size()) {
        double size = (double) candidate.get(k).units() / champion.get(k).units();
        asked = plan.rank() * champion.get(k).rank() * Math.min(1, size);
      }
      double least = Math.min(asked, candidate.get(k).units());
      layers.add(new LayerLimit(k + 1, candidate.get(k).rank(), least));
    }
    return LayerLimit.least(RANK, "the effective rank of the codes", layers);
  }
}
