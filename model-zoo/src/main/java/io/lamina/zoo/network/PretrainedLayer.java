package io.lamina.zoo.network;

import static java.util.Objects.requireNonNull;

import io.lamina.zoo.geometry.Layer;
import io.lamina.zoo.geometry.Pretrained;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.geometry.TwoWay;
import io.lamina.zoo.geometry.WholeInput;
import java.util.List;

/** A layer trained without labels, an autoencoder or an RBM, and what it learnt. Immutable. */
public final class PretrainedLayer {
  private final Pretrained layer;
  private final Parameters parameters;

  /**
   * @param layer what has learnt
   * @param parameters as the trainers keep them, in the order of what has learnt; copied
   * @throws IllegalArgumentException if there are more or fewer of them than the layer has, or if
   *     one is not a finite number
   */
  public PretrainedLayer(Pretrained layer, float[] parameters) {
    this.layer = requireNonNull(layer, "layer is null");
    this.parameters = new Parameters(parameters, layer.learnt().parameterCount());
  }

  /** A layer that has learnt from its whole input. */
  public PretrainedLayer(TwoWay layer, float[] parameters) {
    this(new WholeInput(layer), parameters);
  }

  public Pretrained layer() {
    return layer;
  }

  /** Values it reads, and reconstructs. */
  public int inputs() {
    return layer.input().size();
  }

  /** Values it gives. */
  public int units() {
    return layer.output().size();
  }

  /** A copy of the parameters, in the order of the constructor's. */
  public float[] parameters() {
    return parameters.values().clone();
  }

  /** From what it reads to its codes. */
  public TrainedNetwork encoder() {
    return network(layer.input(), layer.up(), layer.upParameters(parameters.values()));
  }

  /** From its codes to the reconstruction of what it reads. */
  public TrainedNetwork decoder() {
    return network(layer.output(), layer.down(), layer.downParameters(parameters.values()));
  }

  private static TrainedNetwork network(Shape input, List<Layer> layers, float[] parameters) {
    return new TrainedNetwork(new Stack(input, layers), parameters);
  }
}
