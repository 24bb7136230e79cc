package io.lamina.zoo.plan.preprocessing;

import io.lamina.zoo.plan.yaml.Kind;
import io.lamina.zoo.plan.yaml.Section;

/**
 * Every feature to [0, 1], from its lowest to its highest value; a value beyond these, in other
 * data, becomes 0 or 1. A feature that is constant is only shifted.
 */
public record MinMax() implements PreprocessingStep {
  public static final String KIND = "min-max";

  static final Kind<Section, PreprocessingStep> READER =
      new Kind<>(KIND, step -> step.build(MinMax::new));

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public InputRange makes() {
    return InputRange.UNIT;
  }
}
