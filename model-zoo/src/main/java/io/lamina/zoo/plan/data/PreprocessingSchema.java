package io.lamina.zoo.plan.data;

import io.lamina.zoo.plan.data.PreprocessingStep.ClipAndScale;
import io.lamina.zoo.plan.data.PreprocessingStep.GlobalContrastNormalisation;
import io.lamina.zoo.plan.data.PreprocessingStep.MinMax;
import io.lamina.zoo.plan.data.PreprocessingStep.Standardise;
import io.lamina.zoo.plan.data.PreprocessingStep.ZcaWhitening;
import io.lamina.zoo.plan.yaml.Form;
import io.lamina.zoo.plan.yaml.Section;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The keys of a step of preprocessing. */
final class PreprocessingSchema {
  /** For values of 0 to 1 what 10 is for pixels of 0 to 255, to one digit. */
  private static final double REGULARISER = 0.0002;

  private final Map<String, Function<Section, Optional<PreprocessingStep>>> kinds =
      Map.of(
          MinMax.KIND, step -> step.build(MinMax::new),
          Standardise.KIND, step -> step.build(Standardise::new),
          ClipAndScale.KIND, step -> step.build(ClipAndScale::new),
          GlobalContrastNormalisation.KIND, PreprocessingSchema::contrast,
          ZcaWhitening.KIND, PreprocessingSchema::whitening);

  Optional<PreprocessingStep> step(Section step) {
    return step.required("kind", Form.oneOf(kinds)).flatMap(kind -> kind.apply(step));
  }

  private static Optional<PreprocessingStep> contrast(Section step) {
    Optional<Double> regulariser =
        step.valueOr(
            "regulariser", Form.number(GlobalContrastNormalisation.REGULARISER), REGULARISER);
    return step.build(() -> new GlobalContrastNormalisation(regulariser.orElseThrow()));
  }

  private static Optional<PreprocessingStep> whitening(Section step) {
    Optional<Double> epsilon = step.required("epsilon", Form.number(ZcaWhitening.EPSILON));
    return step.build(() -> new ZcaWhitening(epsilon.orElseThrow()));
  }
}
