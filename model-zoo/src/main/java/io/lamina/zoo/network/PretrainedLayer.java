package io.lamina.zoo.network;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.plan.Activation;
import java.util.Arrays;

/**
 * A layer trained without labels, an autoencoder with tied weights or an RBM: {@code h = f(Wᵀx +
 * b)} encodes, {@code y = g(W h + c)} decodes. Immutable.
 */
public final class PretrainedLayer {
  private final int inputs;
  private final LayerShape hidden;
  private final Activation inputActivation;
  private final Parameters parameters;

  /**
   * @param inputs values it reads, and reconstructs
   * @param units hidden units
   * @param activation f, that of the hidden units
   * @param inputActivation g, that which made the inputs
   * @param parameters as the trainers keep them: W (inputs × units, column by column), b and c;
   *     copied
   * @throws IllegalArgumentException if there are more or fewer of them than the shape has, or if
   *     one is not a finite number
   */
  public PretrainedLayer(
      int inputs,
      int units,
      Activation activation,
      Activation inputActivation,
      float[] parameters) {
    NetworkShape.INPUTS.require("inputs", inputs);
    this.inputs = inputs;
    this.hidden = new LayerShape(units, activation);
    this.inputActivation = requireNonNull(inputActivation, "inputActivation is null");
    long count = hidden.parameterCount(inputs) + inputs;
    Parameters.requireCount(count);
    this.parameters = new Parameters(parameters, (int) count);
  }

  /** Values it reads, and reconstructs. */
  public int inputs() {
    return inputs;
  }

  public int units() {
    return hidden.units();
  }

  public Activation activation() {
    return hidden.activation();
  }

  public Activation inputActivation() {
    return inputActivation;
  }

  LayerShape hidden() {
    return hidden;
  }

  LayerShape reconstruction() {
    return new LayerShape(inputs, inputActivation);
  }

  /** W and b. */
  float[] encoderParameters() {
    return Arrays.copyOf(parameters.values(), weights() + units());
  }

  /** The transpose of W, and c. */
  float[] decoderParameters() {
    float[] values = parameters.values();
    float[] result = new float[weights() + inputs];
    for (int unit = 0; unit < units(); unit++) {
      for (int input = 0; input < inputs; input++) {
        result[unit + input * units()] = values[input + unit * inputs];
      }
    }
    System.arraycopy(values, weights() + units(), result, weights(), inputs);
    return result;
  }

  private int weights() {
    return inputs * units();
  }
}
