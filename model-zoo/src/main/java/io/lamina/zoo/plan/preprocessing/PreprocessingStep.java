package io.lamina.zoo.plan.preprocessing;

import io.lamina.zoo.plan.yaml.YamlLines;

/**
 * A step of preprocessing: what happens to every example before anything learns from it. Where a
 * step needs statistics, they are those of the unlabeled data after the steps before it. Each step
 * is a record of its own; {@link PreprocessingSteps} lists them. Immutable.
 */
public interface PreprocessingStep {
  /** The kind's name, as a plan and {@code preprocessing.json} write it. */
  String kind();

  /** Where the values lie after the step. */
  InputRange makes();

  /** Writes the keys beside {@code kind}. */
  default void writeKeys(YamlLines yaml) {}
}
