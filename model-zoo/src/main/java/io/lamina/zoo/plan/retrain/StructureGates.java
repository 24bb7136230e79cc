package io.lamina.zoo.plan.retrain;

import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Optional;

/**
 * How much worse the units of a layer may be than those of the champion's layer.
 *
 * @param deadUnits by how much the share of dead units may be larger
 * @param saturatedUnits the same of saturated units
 * @param duplicateUnits the same of duplicate units
 * @param rank the effective rank of the codes must be at least this share of the champion's
 */
public record StructureGates(
    double deadUnits, double saturatedUnits, double duplicateUnits, double rank) {
  public static final Range SHARE = Range.closed(0, 1);

  static final StructureGates USUAL = new StructureGates(0.05, 0.1, 0.05, 0.8);

  public StructureGates {
    SHARE.require("deadUnits", deadUnits);
    SHARE.require("saturatedUnits", saturatedUnits);
    SHARE.require("duplicateUnits", duplicateUnits);
    SHARE.require("rank", rank);
  }

  static Optional<StructureGates> read(Section structure) {
    Form<Double> share = Form.number(SHARE);
    Optional<Double> dead = structure.valueOr("deadUnits", share, USUAL.deadUnits);
    Optional<Double> saturated = structure.valueOr("saturatedUnits", share, USUAL.saturatedUnits);
    Optional<Double> duplicate = structure.valueOr("duplicateUnits", share, USUAL.duplicateUnits);
    Optional<Double> rank = structure.valueOr("rank", share, USUAL.rank);
    return structure.build(
        () ->
            new StructureGates(
                dead.orElseThrow(),
                saturated.orElseThrow(),
                duplicate.orElseThrow(),
                rank.orElseThrow()));
  }

  void write(YamlLines yaml) {
    yaml.put("deadUnits", deadUnits);
    yaml.put("saturatedUnits", saturatedUnits);
    yaml.put("duplicateUnits", duplicateUnits);
    yaml.put("rank", rank);
  }
}
