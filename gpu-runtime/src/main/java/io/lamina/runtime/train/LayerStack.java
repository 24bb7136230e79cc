package io.lamina.runtime.train;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.plan.layer.LayerPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * The shape of a stack of layers. Its parameters are one vector: each layer's weights (inputs ×
 * units, column-major) and bias, the lowest layer first.
 *
 * @param inputs values of an example
 * @param layers the lowest first
 */
public record LayerStack(int inputs, List<Layer> layers) {
  public LayerStack {
    layers = List.copyOf(layers);
    int below = inputs;
    for (Layer layer : layers) {
      if (layer.inputs() != below) {
        throw new IllegalArgumentException(
            "a layer of " + layer.inputs() + " inputs on " + below + " values");
      }
      below = layer.units();
    }
  }

  /**
   * A layer's shape.
   *
   * @param inputs values it reads
   * @param units values it gives
   * @param activation its non-linearity; a softmax layer's is not used
   */
  public record Layer(int inputs, int units, Activation activation) {
    /** Weights and bias. */
    public int parameterCount() {
      return Math.addExact(Math.multiplyExact(inputs, units), units);
    }
  }

  /** The stack of a plan's layers. */
  public static LayerStack of(int inputs, List<LayerPlan> plans) {
    List<Layer> layers = new ArrayList<>();
    int below = inputs;
    for (LayerPlan plan : plans) {
      layers.add(new Layer(below, plan.units(), plan.activation()));
      below = plan.units();
    }
    return new LayerStack(inputs, layers);
  }

  /** The same stack with a softmax layer on top. */
  public LayerStack withSoftmax(int classes) {
    List<Layer> more = new ArrayList<>(layers);
    more.add(new Layer(outputs(), classes, Activation.SIGMOID));
    return new LayerStack(inputs, more);
  }

  /**
   * The same stack with its mirror image on top, which reconstructs the inputs.
   *
   * @param reconstructions the non-linearity of each layer's reconstruction of what it reads, the
   *     lowest layer first
   */
  public LayerStack unrolled(List<Activation> reconstructions) {
    List<Layer> all = new ArrayList<>(layers);
    for (int k = layers.size() - 1; k >= 0; k--) {
      Layer layer = layers.get(k);
      Activation activation = reconstructions.get(k);
      all.add(new Layer(/* inputs= */ layer.units(), /* units= */ layer.inputs(), activation));
    }
    return new LayerStack(inputs, all);
  }

  Layer top() {
    return layers.get(layers.size() - 1);
  }

  /** The values the top layer gives. */
  public int outputs() {
    return layers.isEmpty() ? inputs : layers.get(layers.size() - 1).units();
  }

  public int parameterCount() {
    return layers.stream().mapToInt(Layer::parameterCount).sum();
  }
}
