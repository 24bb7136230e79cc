package io.lamina.runtime.train;

import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.plan.layer.LayerPlan;
import java.util.Arrays;

/**
 * Parameters before the first step: a function of the key, the same on every device. Biases are
 * zero.
 */
public final class Initialization {
  private final RandomKey key;

  public Initialization(RandomKey key) {
    this.key = key;
  }

  /**
   * The vector of a layer to pretrain, in its trainer's order; weights are drawn as its kind asks.
   */
  public float[] layer(int layer, LayerPlan plan, int inputs) {
    float[] parameters = new float[Math.toIntExact(plan.parameterCount(inputs))];
    LayerKind.of(plan).start(plan, inputs, key.with("layer").with(layer), parameters);
    return parameters;
  }

  /**
   * The parameters of a stack at a random start: uniform within {@code ±√(6 / (inputs + units))},
   * four times as wide for sigmoid units (Glorot and Bengio, Understanding the difficulty of
   * training deep feedforward neural networks, 2010); of rectifiers within {@code ±√(6 / inputs)}
   * (He et al., Delving deep into rectifiers, 2015).
   */
  public float[] stack(LayerStack stack) {
    float[] parameters = new float[stack.parameterCount()];
    int offset = 0;
    for (int k = 0; k < stack.layers().size(); k++) {
      LayerStack.Layer layer = stack.layers().get(k);
      double limit = limit(layer.inputs(), layer.units(), layer.activation());
      RandomKey stream = key.with("stack").with(k);
      new RandomValues(stream).uniform(limit, parameters, offset, layer.inputs() * layer.units());
      offset += layer.parameterCount();
    }
    return parameters;
  }

  /** A stack's parameters with those of a softmax layer on top of it, which start at zero. */
  public static float[] withSoftmax(float[] pretrained, LayerStack stack) {
    return Arrays.copyOf(pretrained, stack.parameterCount());
  }

  /** Half the width of the weights' distribution. */
  static double limit(int inputs, int units, Activation activation) {
    double glorot = Math.sqrt(6.0 / ((double) inputs + units));
    return switch (activation) {
      case SIGMOID -> 4 * glorot;
      case TANH, LINEAR -> glorot;
      case RECTIFIER -> Math.sqrt(6.0 / inputs);
    };
  }
}
