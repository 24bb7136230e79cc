package io.lamina.zoo.plan.preprocessing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamina.zoo.plan.yaml.Kind;
import io.lamina.zoo.plan.yaml.Section;
import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of step, and how it is read.
 *
 * @param plan reads the keys of a plan
 * @param statistics reads what {@link Transformation#writeStatistics} wrote; throws {@link
 *     IllegalArgumentException} where it is not that
 */
record StepKind(
    Kind<Section, PreprocessingStep> plan, Function<JsonNode, Transformation> statistics) {
  StepKind {
    requireNonNull(plan, "plan is null");
    requireNonNull(statistics, "statistics is null");
  }

  StepKind(
      String name,
      Function<Section, Optional<PreprocessingStep>> plan,
      Function<JsonNode, Transformation> statistics) {
    this(new Kind<>(name, plan), statistics);
  }

  String name() {
    return plan.name();
  }
}
