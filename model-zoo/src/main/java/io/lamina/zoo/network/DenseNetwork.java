package io.lamina.zoo.network;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A chain of dense layers that maps values to values, such as an encoder. Immutable; any number of
 * threads may use it.
 */
public final class DenseNetwork {
  private final int inputs;
  private final List<LayerShape> layers;
  private final Parameters parameters;

  /**
   * @param inputs values it reads
   * @param layers that which reads the input first
   * @param parameters each layer's weights (inputs × units, column by column) and bias; copied
   * @throws IllegalArgumentException if there are more or fewer of them than the shape has, or if
   *     one is not a finite number
   */
  public DenseNetwork(int inputs, List<LayerShape> layers, float[] parameters) {
    this.inputs = inputs;
    this.layers = List.copyOf(layers);
    long count = 0;
    int below = inputs;
    for (LayerShape layer : layers) {
      count += layer.parameterCount(below);
      below = layer.units();
    }
    Parameters.requireCount(count);
    this.parameters = new Parameters(parameters, (int) count);
  }

  /** This network with another on top, which reads what this one gives. */
  public DenseNetwork then(DenseNetwork top) {
    List<LayerShape> all = new ArrayList<>(layers);
    all.addAll(top.layers);
    float[] values =
        Arrays.copyOf(
            parameters.values(), parameters.values().length + top.parameters.values().length);
    System.arraycopy(
        top.parameters.values(),
        0,
        values,
        parameters.values().length,
        top.parameters.values().length);
    return new DenseNetwork(inputs, all, values);
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
