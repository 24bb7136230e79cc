package io.lamina.zoo.plan.preprocessing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Optional;

/**
 * Global contrast normalisation: from every example its mean is taken, and the rest is divided by
 * the square root of its variance plus the regulariser (Coates, Lee, Ng: An analysis of
 * single-layer networks in unsupervised feature learning, AISTATS 2011, who add 10 for pixels of 0
 * to 255). Every example is normalised by itself: the step takes no statistics.
 *
 * @param regulariser keeps the noise of examples without contrast small
 */
public record GlobalContrastNormalisation(double regulariser)
    implements PreprocessingStep, Transformation {
  public static final Range REGULARISER = Range.above(0, 1_000_000);

  static final StepKind KIND =
      new StepKind(
          "global-contrast-normalisation",
          GlobalContrastNormalisation::read,
          GlobalContrastNormalisation::published);

  /** For values of 0 to 1 what 10 is for pixels of 0 to 255, to one digit. */
  private static final double STANDARD = 0.0002;

  public GlobalContrastNormalisation {
    REGULARISER.require("regulariser", regulariser);
  }

  private static Optional<PreprocessingStep> read(Section step) {
    Optional<Double> regulariser = step.valueOr("regulariser", Form.number(REGULARISER), STANDARD);
    return step.build(() -> new GlobalContrastNormalisation(regulariser.orElseThrow()));
  }

  private static Transformation published(JsonNode step) {
    return new GlobalContrastNormalisation(
        Statistic.number(step.required("regulariser"), "regulariser"));
  }

  @Override
  public String kind() {
    return KIND.name();
  }

  @Override
  public InputRange makes() {
    return InputRange.REAL;
  }

  @Override
  public Transformation fit(FeatureStatistics statistics) {
    return this;
  }

  @Override
  public void apply(double[] example) {
    ExampleMean.remove(example);
    double squares = 0;
    for (double value : example) {
      squares += value * value;
    }
    double divisor = Math.sqrt(squares / example.length + regulariser);
    for (int i = 0; i < example.length; i++) {
      example[i] /= divisor;
    }
  }

  @Override
  public void writeKeys(YamlLines yaml) {
    yaml.put("regulariser", regulariser);
  }

  @Override
  public void writeStatistics(ObjectNode step) {
    step.put("regulariser", regulariser);
  }
}
