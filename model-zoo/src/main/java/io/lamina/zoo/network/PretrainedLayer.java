package io.lamina.zoo.network;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.plan.layer.Weights;
import java.util.Arrays;

/**
 * A layer trained without labels, an autoencoder or an RBM: {@code h = f(Wᵀx + b)} encodes, {@code
 * y = g(V h + c)} decodes, where V is W or has weights of its own. Immutable.
 */
public final class PretrainedLayer {
  private final int inputs;
  private final LayerShape hidden;
  private final Activation reconstruction;
  private final Weights weights;
  private final Parameters parameters;

  /**
   * @param inputs values it reads, and reconstructs
   * @param units hidden units
   * @param activation f, that of the hidden units
   * @param reconstruction g, that of the reconstruction
   * @param weights whether V is W
   * @param parameters as the trainers keep them: W (inputs × units, column by column), b and c,
   *     then V (inputs × units) if it has weights of its own; copied
   * @throws IllegalArgumentException if there are more or fewer of them than the shape has, or if
   *     one is not a finite number
   */
  public PretrainedLayer(
      int inputs,
      int units,
      Activation activation,
      Activation reconstruction,
      Weights weights,
      float[] parameters) {
    NetworkShape.INPUTS.require("inputs", inputs);
    this.inputs = inputs;
    this.hidden = new LayerShape(units, activation);
    this.reconstruction = requireNonNull(reconstruction, "reconstruction is null");
    this.weights = requireNonNull(weights, "weights is null");
    long own = weights == Weights.UNTIED ? (long) inputs * units : 0;
    long count = hidden.parameterCount(inputs) + inputs + own;
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

  /** That of the reconstruction. */
  public Activation reconstructionActivation() {
    return reconstruction;
  }

  /** A copy of the parameters, in the order of the constructor's. */
  public float[] parameters() {
    return parameters.values().clone();
  }

  LayerShape hidden() {
    return hidden;
  }

  LayerShape reconstruction() {
    return new LayerShape(inputs, reconstruction);
  }

  /** W and b. */
  float[] encoderParameters() {
    return Arrays.copyOf(parameters.values(), matrix() + units());
  }

  /** The transpose of V, and c. */
  float[] decoderParameters() {
    float[] values = parameters.values();
    int from = weights == Weights.UNTIED ? matrix() + units() + inputs : 0;
    float[] result = new float[matrix() + inputs];
    for (int unit = 0; unit < units(); unit++) {
      for (int input = 0; input < inputs; input++) {
        result[unit + input * units()] = values[from + input + unit * inputs];
      }
    }
    System.arraycopy(values, matrix() + units(), result, matrix(), inputs);
    return result;
  }

  private int matrix() {
    return inputs * units();
  }
}
