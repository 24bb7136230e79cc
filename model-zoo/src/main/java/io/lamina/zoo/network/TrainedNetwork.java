package io.lamina.zoo.network;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;

/** A fine-tuned classifier. Immutable; any number of threads may use it. */
public final class TrainedNetwork {
  private final NetworkShape shape;
  private final Parameters parameters;

  /**
   * @param shape the network's shape
   * @param parameters each layer's weights (inputs × units, column by column) and bias, the lowest
   *     layer first, the softmax layer last; copied
   * @throws IllegalArgumentException if there are more or fewer of them than the shape has, or if
   *     one is not a finite number
   */
  public TrainedNetwork(NetworkShape shape, float[] parameters) {
    this.shape = requireNonNull(shape, "shape is null");
    this.parameters = new Parameters(parameters, shape.parameterCount());
  }

  public NetworkShape shape() {
    return shape;
  }

  /** A copy of the parameters. */
  public float[] parameters() {
    return parameters.values().clone();
  }

  /**
   * Writes the network as DL4J saves one: {@code MultiLayerNetwork.load} reads the file. Equal
   * networks give equal bytes. Needs an ND4J backend on the class path.
   *
   * @param out stays open
   */
  public void writeDl4j(OutputStream out) throws IOException {
    Dl4jLayers layers = new Dl4jLayers(shape.inputs());
    shape.layers().forEach(layers::dense);
    layers.softmax(shape.classes());
    new Dl4jFile(layers.configuration(), parameters).writeTo(out);
  }
}
