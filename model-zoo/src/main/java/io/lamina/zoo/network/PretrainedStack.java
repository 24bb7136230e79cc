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
    together(layers, PretrainedLayer::encoder);
  }

  /** From the input to the codes of the top layer. */
  public TrainedNetwork encoder() {
    return together(layers, PretrainedLayer::encoder);
  }

  /** From the codes of the top layer to the input's reconstruction. */
  public TrainedNetwork decoder() {
    List<PretrainedLayer> topFirst = new ArrayList<>(layers);
    Collections.reverse(topFirst);
    return together(topFirst, PretrainedLayer::decoder);
  }

  private static TrainedNetwork together(
      List<PretrainedLayer> order, Function<PretrainedLayer, TrainedNetwork> part) {
    return order.stream().map(part).reduce(TrainedNetwork::then).orElseThrow();
  }
}
