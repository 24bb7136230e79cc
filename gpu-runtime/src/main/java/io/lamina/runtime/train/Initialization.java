package io.lamina.runtime.train;

import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.plan.Activation;
import io.lamina.zoo.plan.BernoulliRbm;
import io.lamina.zoo.plan.DenoisingAutoencoder;
import io.lamina.zoo.plan.LayerPlan;
import java.util.Arrays;

/**
 * Parameters before the first step: a function of the key, the same on every device. Biases are
 * zero.
 */
public final class Initialization {
  private static final double RBM_DEVIATION = 0.01;

  private final RandomKey key;

  public Initialization(RandomKey key) {
    this.key = key;
  }

  /**
   * The parameters of a layer to pretrain: weights (inputs × units, column-major), hidden bias,
   * visible bias. Autoencoders: uniform, see {@link #stack}. RBMs: normal, deviation 0.01 (Hinton:
   * A practical guide to training restricted Boltzmann machines, 2010).
   */
  public float[] layer(int layer, LayerPlan plan, int inputs) {
    int weights = Math.multiplyExact(inputs, plan.units());
    float[] parameters = new float[Math.addExact(weights, plan.units() + inputs)];
    RandomKey stream = key.with("layer").with(layer);
    if (plan instanceof DenoisingAutoencoder) {
      uniform(stream, limit(inputs, plan.units(), plan.activation()), parameters, 0, weights);
    } else if (plan instanceof BernoulliRbm) {
      normal(stream, parameters, weights);
    }
    return parameters;
  }

  /**
   * The parameters of a stack at a random start: uniform within {@code ±√(6 / (inputs + units))},
   * four times as wide for sigmoid units (Glorot and Bengio, Understanding the difficulty of
   * training deep feedforward neural networks, 2010).
   */
  public float[] stack(LayerStack stack) {
    float[] parameters = new float[stack.parameterCount()];
    int offset = 0;
    for (int k = 0; k < stack.layers().size(); k++) {
      LayerStack.Layer layer = stack.layers().get(k);
      double limit = limit(layer.inputs(), layer.units(), layer.activation());
      RandomKey stream = key.with("stack").with(k);
      uniform(stream, limit, parameters, offset, layer.inputs() * layer.units());
      offset += layer.parameterCount();
    }
    return parameters;
  }

  /** A pretrained stack's parameters with a softmax layer's on top, which starts at zero. */
  public static float[] withSoftmax(float[] pretrained, LayerStack stack) {
    return Arrays.copyOf(pretrained, stack.parameterCount());
  }

  private static double limit(int inputs, int units, Activation activation) {
    double limit = Math.sqrt(6.0 / ((double) inputs + units));
    return activation == Activation.SIGMOID ? 4 * limit : limit;
  }

  private static void uniform(RandomKey key, double limit, float[] target, int from, int count) {
    for (int i = 0; i < count; i++) {
      target[from + i] = (float) (limit * (2.0 * key.uniform(i) - 1));
    }
  }

  /** Box and Muller's method, with StrictMath: the same bits on every JVM. */
  private static void normal(RandomKey key, float[] target, int count) {
    RandomKey angles = key.with("angle");
    for (int i = 0; i < count; i++) {
      double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - key.uniform(i)));
      double angle = 2 * Math.PI * angles.uniform(i);
      target[i] = (float) (RBM_DEVIATION * radius * StrictMath.cos(angle));
    }
  }
}
