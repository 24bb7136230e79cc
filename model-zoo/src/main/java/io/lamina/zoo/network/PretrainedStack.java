package io.lamina.zoo.network;

import io.lamina.zoo.geometry.Layer;
import io.lamina.zoo.geometry.Stack;
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
    stack(layers, layer -> layer.layer().encoder());
  }

  /** From the input to the codes of the top layer. */
  public TrainedNetwork encoder() {
    return network(layers, layer -> layer.layer().encoder(), PretrainedLayer::encoderParameters);
  }

  /** From the codes of the top layer to the input's reconstruction. */
  public TrainedNetwork decoder() {
    List<PretrainedLayer> topFirst = new ArrayList<>(layers);
    Collections.reverse(topFirst);
    return network(topFirst, layer -> layer.layer().decoder(), PretrainedLayer::decoderParameters);
  }

  private static TrainedNetwork network(
      List<PretrainedLayer> order,
      Function<PretrainedLayer, Layer> layer,
      Function<PretrainedLayer, float[]> parameters) {
    Stack stack = stack(order, layer);
    return new TrainedNetwork(stack, stack.joined(order.stream().map(parameters).toList()));
  }

  private static Stack stack(List<PretrainedLayer> order, Function<PretrainedLayer, Layer> layer) {
    List<Layer> layers = order.stream().map(layer).toList();
    return new Stack(layers.get(0).input(), layers);
  }
}
