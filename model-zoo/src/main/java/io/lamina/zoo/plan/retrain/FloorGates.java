package io.lamina.zoo.plan.retrain;

import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Optional;

/**
 * What the first model must pass.
 *
 * @param uselessUnits the largest share of a layer's units that may be dead, saturated or
 *     duplicates, each counted by itself
 * @param components the model must reconstruct better than principal components do; this many of
 *     them, as a share of the model's codes
 */
public record FloorGates(double uselessUnits, double components) {
  public static final Range USELESS_UNITS = Range.closed(0, 1);
  public static final Range COMPONENTS = Range.closed(0, 1);

  static final FloorGates USUAL = new FloorGates(0.5, 0.1);

  public FloorGates {
    USELESS_UNITS.require("uselessUnits", uselessUnits);
    COMPONENTS.require("components", components);
  }

  static Optional<FloorGates> read(Section floor) {
    Optional<Double> useless =
        floor.valueOr("uselessUnits", Form.number(USELESS_UNITS), USUAL.uselessUnits);
    Optional<Double> components =
        floor.valueOr("components", Form.number(COMPONENTS), USUAL.components);
    return floor.build(() -> new FloorGates(useless.orElseThrow(), components.orElseThrow()));
  }

  void write(YamlLines yaml) {
    yaml.put("uselessUnits", uselessUnits);
    yaml.put("components", components);
  }
}
