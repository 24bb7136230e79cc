package io.lamina.zoo.network;

import io.lamina.zoo.plan.data.DataPlan;
import io.lamina.zoo.plan.yaml.Range;
import java.util.List;

/**
 * The shape of a classifier: hidden layers, and a softmax layer on top of them.
 *
 * @param inputs values of an example
 * @param layers the hidden layers, the lowest first
 * @param classes units of the softmax layer
 */
public record NetworkShape(int inputs, List<LayerShape> layers, int classes) {
  static final Range INPUTS = Range.closed(1, Integer.MAX_VALUE);

  /**
   * @throws IllegalArgumentException if a number is out of range, or if the network has more
   *     parameters than a vector can hold
   */
  public NetworkShape {
    INPUTS.require("inputs", inputs);
    layers = List.copyOf(layers);
    DataPlan.CLASSES.require("classes", classes);
    Parameters.requireCount(parameterCount(inputs, layers, classes));
  }

  /** The number of weights and biases. */
  public int parameterCount() {
    return Math.toIntExact(parameterCount(inputs, layers, classes));
  }

  private static long parameterCount(int inputs, List<LayerShape> layers, int classes) {
    long count = 0;
    int below = inputs;
    for (LayerShape layer : layers) {
      count += layer.parameterCount(below);
      below = layer.units();
    }
    return count + (below + 1L) * classes;
  }
}
