package io.lamina.runtime.layer;

import static java.util.Objects.requireNonNull;

import io.lamina.runtime.device.RandomKey;

/**
 * What a step is told beside its examples.
 *
 * @param number of the step since the optimizer's state was last forgotten, from 0
 * @param learningRate the factor on the mean gradient
 * @param momentum of an optimizer that has one, else without meaning
 * @param key of the step's random numbers
 * @param measured whether the loss is wanted; it costs a pass
 */
public record Step(
    long number, double learningRate, double momentum, RandomKey key, boolean measured) {
  public Step {
    requireNonNull(key, "key is null");
    if (number < 0) {
      throw new IllegalArgumentException("number is " + number + ", must be at least 0");
    }
  }
}
