package io.lamina.runtime.layer;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.zoo.geometry.Convolution;
import io.lamina.zoo.geometry.Layer;

/**
 * What lies between what a layer reads and its units: weights, and which values each unit reads. Of
 * a convolution, the units at all positions have the same weights. Below, an example is a column;
 * above, a position of an example is one, so that there the matrices have {@link #positions} times
 * as many columns. One thread at a time.
 */
public interface Connection {
  /**
   * The connection of a layer.
   *
   * @param weights its weights
   */
  static Connection of(Layer layer, Parameter weights, Operations operations) {
    return layer instanceof Convolution convolution
        ? new SharedWeights(convolution.window(), weights, operations)
        : new DenseWeights(operations, weights);
  }

  /** The same units, with other weights of the same form. */
  Connection with(Parameter other);

  /** W: values that a unit reads × units of a position. */
  Parameter weights();

  /** How many positions the layer has; 1 where each unit reads everything. */
  int positions();

  /** What the units hear. */
  void up(Matrix below, Matrix above);

  /** What the inputs hear of the units. */
  void down(Matrix above, Matrix below);

  /**
   * {@code target ← keep · target + factor · gradient}, of the weights, the sum over all examples
   * and positions of what a unit reads times its delta.
   */
  void addGradient(float factor, Matrix below, Matrix delta, float keep, Matrix target);

  /** W itself. */
  default Matrix value() {
    return weights().value();
  }
}
