package io.lamina.zoo.plan.preprocessing;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A step of preprocessing with its statistics. Immutable; any number of threads may use it. */
public interface Transformation {
  /** The kind's name, as {@code preprocessing.json} writes it. */
  String kind();

  /**
   * Changes the values of an example in place.
   *
   * @param example as the steps before left it, of as many values as the statistics are of
   */
  void apply(double[] example);

  /**
   * Makes sure that the step fits examples of so many values.
   *
   * @throws IllegalArgumentException if the statistics are not of so many values
   */
  default void requireInputs(int inputs) {}

  /** Writes the statistics beside {@code kind}. */
  void writeStatistics(ObjectNode step);
}
