package io.lamina.zoo.network;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.geometry.TwoWay;

/** A layer trained without labels, an autoencoder or an RBM, and what it learnt. Immutable. */
public final class PretrainedLayer {
  private final TwoWay layer;
  private final Parameters parameters;

  /**
   * @param layer the layer and its way back
   * @param parameters as the trainers keep them, in the layer's order; copied
   * @throws IllegalArgumentException if there are more or fewer of them than the layer has, or if
   *     one is not a finite number
   */
  public PretrainedLayer(TwoWay layer, float[] parameters) {
    this.layer = requireNonNull(layer, "layer is null");
    this.parameters = new Parameters(parameters, layer.parameterCount());
  }

  public TwoWay layer() {
    return layer;
  }

  /** Values it reads, and reconstructs. */
  public int inputs() {
    return layer.encoder().input().size();
  }

  /** Values it gives. */
  public int units() {
    return layer.encoder().output().size();
  }

  /** A copy of the parameters, in the order of the constructor's. */
  public float[] parameters() {
    return parameters.values().clone();
  }

  float[] encoderParameters() {
    return layer.encoderParameters(parameters.values());
  }

  float[] decoderParameters() {
    return layer.decoderParameters(parameters.values());
  }
}
