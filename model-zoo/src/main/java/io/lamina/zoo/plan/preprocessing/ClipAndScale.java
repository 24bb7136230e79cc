package io.lamina.zoo.plan.preprocessing;

import io.lamina.zoo.plan.yaml.Kind;
import io.lamina.zoo.plan.yaml.Section;

/**
 * UFLDL's preparation of patches (Ng: Sparse autoencoder, lecture notes of CS294A, 2011, and its
 * exercise): from every example its mean is taken, the values are clipped at three standard
 * deviations of all values of all examples, and these bounds go to 0.1 and 0.9.
 */
public record ClipAndScale() implements PreprocessingStep {
  public static final String KIND = "clip-and-scale";

  static final Kind<Section, PreprocessingStep> READER =
      new Kind<>(KIND, step -> step.build(ClipAndScale::new));

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public InputRange makes() {
    return InputRange.UNIT;
  }
}
