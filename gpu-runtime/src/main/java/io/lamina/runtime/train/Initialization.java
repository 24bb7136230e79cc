package io.lamina.runtime.train;

import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.start.LayerStarts;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Block;
import io.lamina.zoo.geometry.Layer;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.geometry.TwoWay;
import io.lamina.zoo.plan.layer.Convolutional;
import io.lamina.zoo.plan.layer.LayerPlan;
import java.util.Arrays;

/**
 * Parameters before the first step: a function of the key, the same on every device. Biases are
 * zero.
 */
public final class Initialization implements LayerStarts {
  private final RandomKey key;

  public Initialization(RandomKey key) {
    this.key = key;
  }

  /** Weights are drawn as the layer's kind asks. */
  @Override
  public float[] layer(int layer, LayerPlan plan, Shape input, Activation made) {
    TwoWay both = plan.pretrained(input, made).learnt();
    float[] parameters = new float[both.parameterCount()];
    LayerPlan learner = plan instanceof Convolutional convolution ? convolution.learns() : plan;
    LayerKind.of(learner).draw(learner, both, key.with("layer").with(layer), parameters);
    return parameters;
  }

  /**
   * The parameters of a stack at a random start: uniform within {@code ±√(6 / (inputs + units))},
   * four times as wide for sigmoid units (Glorot and Bengio, Understanding the difficulty of
   * training deep feedforward neural networks, 2010); of rectifiers within {@code ±√(6 / inputs)}
   * (He et al., Delving deep into rectifiers, 2015).
   */
  public float[] stack(Stack stack) {
    float[] parameters = new float[stack.parameterCount()];
    for (int k = 0; k < stack.layers().size(); k++) {
      Layer layer = stack.layers().get(k);
      if (layer.parameterCount() > 0) {
        RandomValues values = new RandomValues(key.with("stack").with(k));
        values.uniform(limit(layer), parameters, stack.span(k, Block.WEIGHTS));
      }
    }
    return parameters;
  }

  /** A stack's parameters with those of a softmax layer on top of it, which start at zero. */
  public static float[] withSoftmax(float[] pretrained, Stack stack) {
    return Arrays.copyOf(pretrained, stack.parameterCount());
  }

  /** Half the width of the weights' distribution. */
  static double limit(Layer layer) {
    Block weights = layer.block(Block.WEIGHTS);
    double glorot = Math.sqrt(6.0 / ((double) weights.fanIn() + weights.fanOut()));
    return switch (layer.activation()) {
      case SIGMOID -> 4 * glorot;
      case TANH, LINEAR -> glorot;
      case RECTIFIER -> Math.sqrt(6.0 / weights.fanIn());
    };
  }
}
