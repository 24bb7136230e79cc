package io.lamina.zoo.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * Layers trained without labels, each on the codes of the one below.
 *
 * @param layers the lowest first; at least one
 */
public record PretrainedStack(List<PretrainedLayer> layers) {
  /**
   * @throws IllegalArgumentException if there is no layer, or if a layer does not read what the one
   *     below gives
   */
  public PretrainedStack {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("layers is empty, must have at least one layer");
    }
    for (int k = 1; k < layers.size(); k++) {
      int given = layers.get(k - 1).units();
      int read = layers.get(k).inputs();
      if (read != given) {
        throw new IllegalArgumentException(
            "layers[" + k + "] reads " + read + " values, the layer below gives " + given);
      }
    }
  }

  /** From the input to the codes of the top layer. */
  public DenseNetwork encoder() {
    return chain(
        layers.get(0).inputs(),
        layers,
        PretrainedLayer::hidden,
        PretrainedLayer::encoderParameters);
  }

  /** From the codes of the top layer to the input's reconstruction. */
  public DenseNetwork decoder() {
    List<PretrainedLayer> topFirst = new ArrayList<>(layers);
    Collections.reverse(topFirst);
    return chain(
        topFirst.get(0).units(),
        topFirst,
        PretrainedLayer::reconstruction,
        PretrainedLayer::decoderParameters);
  }

  private static DenseNetwork chain(
      int inputs,
      List<PretrainedLayer> order,
      Function<PretrainedLayer, LayerShape> shape,
      Function<PretrainedLayer, float[]> parameters) {
    return new DenseNetwork(
        inputs,
        order.stream().map(shape).toList(),
        joined(order.stream().map(parameters).toList()));
  }

  private static Parameters joined(List<float[]> parts) {
    long count = parts.stream().mapToLong(part -> part.length).sum();
    Parameters.requireCount(count);
    float[] values = new float[(int) count];
    int offset = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, values, offset, part.length);
      offset += part.length;
    }
    return new Parameters(values, values.length);
  }
}
