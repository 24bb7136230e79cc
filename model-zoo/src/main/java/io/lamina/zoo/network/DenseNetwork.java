package io.lamina.zoo.network;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * A chain of dense layers that maps values to values, such as an encoder. Immutable; any number of
 * threads may use it.
 */
public final class DenseNetwork {
  private final int inputs;
  private final List<LayerShape> layers;
  private final Parameters parameters;

  DenseNetwork(int inputs, List<LayerShape> layers, Parameters parameters) {
    this.inputs = inputs;
    this.layers = List.copyOf(layers);
    this.parameters = parameters;
  }

  /** Values it reads. */
  public int inputs() {
    return inputs;
  }

  /** The layers, that which reads the input first. */
  public List<LayerShape> layers() {
    return layers;
  }

  /** A copy of the parameters, in the order of {@link TrainedNetwork}. */
  public float[] parameters() {
    return parameters.values().clone();
  }

  /**
   * Writes the network as DL4J saves one: {@code MultiLayerNetwork.load} reads the file, and {@code
   * output} runs it. Equal networks give equal bytes. Needs an ND4J backend on the class path.
   *
   * @param out stays open
   */
  public void writeDl4j(OutputStream out) throws IOException {
    Dl4jLayers chain = new Dl4jLayers(inputs);
    layers.forEach(chain::dense);
    new Dl4jFile(chain.configuration(), parameters).writeTo(out);
  }
}
