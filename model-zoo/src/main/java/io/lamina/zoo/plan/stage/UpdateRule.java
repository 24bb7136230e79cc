package io.lamina.zoo.plan.stage;

import io.lamina.zoo.plan.yaml.YamlLines;

/**
 * What an optimizer does with the mean gradient g of a mini-batch; η is the learning rate. Each
 * optimizer is a record of its own, which knows its keys; {@link Optimizers} lists them. Immutable.
 */
public interface UpdateRule {
  /** The name a plan calls it by. */
  String kind();

  /** The values it remembers for each parameter. */
  int stateVectors();

  /** The values a step needs for each parameter beside those. */
  default int scratchVectors() {
    return 0;
  }

  /**
   * The momentum at a point of a stage; 0 for a rule without.
   *
   * @param progress from 0 in the first round to 1 in the last
   */
  default double momentum(double progress) {
    return 0;
  }

  /**
   * The highest learning rate that may be of use. That of a rule whose steps are as long as the
   * gradient.
   */
  default double highestRate() {
    return 3;
  }

  /** Writes the keys beside {@code kind}. */
  default void writeKeys(YamlLines yaml) {}
}
