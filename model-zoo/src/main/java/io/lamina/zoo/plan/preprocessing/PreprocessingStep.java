package io.lamina.zoo.plan.preprocessing;

import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.yaml.YamlLines;
import java.util.Optional;

/**
 * A step of preprocessing: what happens to every example before anything learns from it. Where a
 * step needs statistics, they are those of the unlabeled data after the steps before it. Each step
 * is a record of its own, with what it becomes once it has them; {@link PreprocessingSteps} lists
 * them. Immutable.
 */
public interface PreprocessingStep {
  /** The kind's name, as a plan and {@code preprocessing.json} write it. */
  String kind();

  /** Where the values lie after the step. */
  InputRange makes();

  /** Why the step is not for examples of this shape, with the remedy; empty if it is. */
  default Optional<String> refusal(Shape shape) {
    return Optional.empty();
  }

  /**
   * The step with the statistics that it takes.
   *
   * @param statistics of examples that no {@link #refusal} is for
   */
  Transformation fit(FeatureStatistics statistics);

  /** Writes the keys beside {@code kind}. */
  default void writeKeys(YamlLines yaml) {}
}
