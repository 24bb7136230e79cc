package io.lamina.zoo.plan.preprocessing;

import io.lamina.zoo.plan.yaml.Kind;
import io.lamina.zoo.plan.yaml.Section;

/** Every feature to mean 0 and variance 1. A feature that is constant is only shifted. */
public record Standardise() implements PreprocessingStep {
  public static final String KIND = "standardise";

  static final Kind<Section, PreprocessingStep> READER =
      new Kind<>(KIND, step -> step.build(Standardise::new));

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public InputRange makes() {
    return InputRange.REAL;
  }
}
