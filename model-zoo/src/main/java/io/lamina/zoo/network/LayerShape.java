package io.lamina.zoo.network;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.plan.layer.LayerPlan;

/**
 * A hidden layer's shape.
 *
 * @param units values it gives
 * @param activation its non-linearity
 */
public record LayerShape(int units, Activation activation) {
  public LayerShape {
    LayerPlan.UNITS.require("units", units);
    requireNonNull(activation, "activation is null");
  }

  /** Weights and bias on so many inputs. */
  long parameterCount(int inputs) {
    return (inputs + 1L) * units;
  }
}
