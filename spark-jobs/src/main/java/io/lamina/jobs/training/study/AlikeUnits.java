package io.lamina.jobs.training.study;

import io.lamina.runtime.device.Device;
import io.lamina.runtime.units.UnitSimilarity;
import io.lamina.zoo.geometry.Stack;

/**
 * Units of a layer with nearly the same weights.
 *
 * @param compared the first units, which were compared each with each
 * @param found how many of them have a cosine above {@link #COSINE} with an earlier one
 */
record AlikeUnits(int compared, int found) {
  static final double COSINE = 0.95;

  /** A comparison of each with each: more would take minutes. */
  private static final int COMPARED = 4096;

  /** Of a layer of a stack, counted from 0. */
  static AlikeUnits of(Stack stack, int layer, float[] parameters, Device device) {
    int compared = Math.min(COMPARED, stack.layers().get(layer).units());
    try (UnitSimilarity similarity =
        new UnitSimilarity(stack, layer, parameters, compared, device.open())) {
      return new AlikeUnits(compared, similarity.duplicates(COSINE));
    }
  }
}
