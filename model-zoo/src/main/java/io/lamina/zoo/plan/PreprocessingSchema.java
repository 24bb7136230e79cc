package io.lamina.zoo.plan;

import io.lamina.zoo.plan.PreprocessingStep.ClipAndScale;
import io.lamina.zoo.plan.PreprocessingStep.MinMax;
import io.lamina.zoo.plan.PreprocessingStep.Standardise;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The keys of a step of preprocessing. */
final class PreprocessingSchema {
  private final Map<String, Function<Section, Optional<PreprocessingStep>>> kinds =
      Map.of(
          MinMax.KIND, step -> step.build(MinMax::new),
          Standardise.KIND, step -> step.build(Standardise::new),
          ClipAndScale.KIND, step -> step.build(ClipAndScale::new));

  Optional<PreprocessingStep> step(Section step) {
    return step.required("kind", Form.oneOf(kinds)).flatMap(kind -> kind.apply(step));
  }
}
