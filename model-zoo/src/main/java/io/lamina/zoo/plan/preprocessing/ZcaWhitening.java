package io.lamina.zoo.plan.preprocessing;

import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Kind;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Optional;

/**
 * ZCA whitening: the features' means are taken away, and the rest is multiplied by the square root
 * of the inverse of covariance plus epsilon, after which features are uncorrelated and of variance
 * 1 (Bell and Sejnowski: The independent components of natural scenes are edge filters, Vision
 * Research 1997).
 *
 * @param epsilon is added to every eigenvalue of the covariance
 */
public record ZcaWhitening(double epsilon) implements PreprocessingStep {
  public static final String KIND = "zca-whitening";
  public static final Range EPSILON = Range.above(0, 1_000_000);

  static final Kind<Section, PreprocessingStep> READER = new Kind<>(KIND, ZcaWhitening::read);

  public ZcaWhitening {
    EPSILON.require("epsilon", epsilon);
  }

  private static Optional<PreprocessingStep> read(Section step) {
    Optional<Double> epsilon = step.required("epsilon", Form.number(EPSILON));
    return step.build(() -> new ZcaWhitening(epsilon.orElseThrow()));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public InputRange makes() {
    return InputRange.REAL;
  }

  @Override
  public void writeKeys(YamlLines yaml) {
    yaml.put("epsilon", epsilon);
  }
}
