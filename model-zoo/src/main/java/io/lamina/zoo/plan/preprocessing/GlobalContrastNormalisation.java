package io.lamina.zoo.plan.preprocessing;

import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Kind;
import io.lamina.zoo.plan.yaml.Range;
import io.lamina.zoo.plan.yaml.Section;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Optional;

/**
 * Global contrast normalisation: from every example its mean is taken, and the rest is divided by
 * the square root of its variance plus the regulariser (Coates, Lee, Ng: An analysis of
 * single-layer networks in unsupervised feature learning, AISTATS 2011, who add 10 for pixels of 0
 * to 255).
 *
 * @param regulariser keeps the noise of examples without contrast small
 */
public record GlobalContrastNormalisation(double regulariser) implements PreprocessingStep {
  public static final String KIND = "global-contrast-normalisation";
  public static final Range REGULARISER = Range.above(0, 1_000_000);

  static final Kind<Section, PreprocessingStep> READER =
      new Kind<>(KIND, GlobalContrastNormalisation::read);

  /** For values of 0 to 1 what 10 is for pixels of 0 to 255, to one digit. */
  private static final double STANDARD = 0.0002;

  public GlobalContrastNormalisation {
    REGULARISER.require("regulariser", regulariser);
  }

  private static Optional<PreprocessingStep> read(Section step) {
    Optional<Double> regulariser = step.valueOr("regulariser", Form.number(REGULARISER), STANDARD);
    return step.build(() -> new GlobalContrastNormalisation(regulariser.orElseThrow()));
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
    yaml.put("regulariser", regulariser);
  }
}
