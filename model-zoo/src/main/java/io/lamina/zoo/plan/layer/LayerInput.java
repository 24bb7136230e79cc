package io.lamina.zoo.plan.layer;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.plan.preprocessing.InputRange;

/**
 * What a layer learns from.
 *
 * @param activation the non-linearity that made it; sigmoid also for data in [0, 1], linear for any
 *     other data
 * @param remedy what to change in the plan for values in [0, 1]
 */
public record LayerInput(Activation activation, String remedy) {
  public LayerInput {
    requireNonNull(activation, "activation is null");
    requireNonNull(remedy, "remedy is null");
  }

  /** The data, after preprocessing. */
  public static LayerInput data(InputRange range) {
    return new LayerInput(
        range == InputRange.UNIT ? Activation.SIGMOID : Activation.LINEAR,
        "end data.preprocessing with min-max or clip-and-scale");
  }

  /** The codes of the layer below. */
  public static LayerInput codes(Activation activation) {
    return new LayerInput(activation, "use sigmoid units in the layer below");
  }

  /** Whether all values are in [0, 1]: what cross-entropy and Bernoulli units need. */
  boolean isUnit() {
    return activation == Activation.SIGMOID;
  }

  /** Whether values have a lowest and a highest. */
  boolean isBounded() {
    return isUnit() || activation == Activation.TANH;
  }
}
