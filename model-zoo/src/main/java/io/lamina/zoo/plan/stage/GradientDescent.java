package io.lamina.zoo.plan.stage;

import io.lamina.zoo.plan.yaml.Kind;
import io.lamina.zoo.plan.yaml.Section;

/** {@code θ ← θ - ηg}. */
public record GradientDescent() implements UpdateRule {
  static final Kind<Section, UpdateRule> READER =
      new Kind<>("sgd", rule -> rule.build(GradientDescent::new));

  @Override
  public String kind() {
    return READER.name();
  }

  @Override
  public int stateVectors() {
    return 0;
  }
}
