package io.lamina.runtime.nd4j;

import io.lamina.zoo.geometry.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Activations and their derivatives, the latter from the units' outputs. */
final class ArraySlopes {
  private ArraySlopes() {}

  /** {@code z ← f(z)}. */
  static void apply(Activation activation, INDArray z) {
    switch (activation) {
      case SIGMOID -> Transforms.sigmoid(z, false);
      case TANH -> Transforms.tanh(z, false);
      case RECTIFIER -> Transforms.relu(z, false);
      case LINEAR -> {}
    }
  }

  /** {@code f'}, a new array. */
  static INDArray slope(Activation activation, INDArray codes) {
    return switch (activation) {
      case SIGMOID -> codes.rsub(1).muli(codes);
      case TANH -> codes.mul(codes).rsubi(1);
      case RECTIFIER -> codes.gt(0).castTo(codes.dataType());
      case LINEAR -> Nd4j.ones(codes.dataType(), codes.shape());
    };
  }

  /** {@code f' · f''}, a new array. */
  static INDArray curvature(Activation activation, INDArray codes) {
    return switch (activation) {
      case SIGMOID -> squaredSlope(activation, codes).muli(codes.mul(-2).addi(1));
      case TANH -> squaredSlope(activation, codes).muli(codes).muli(-2);
      case RECTIFIER, LINEAR -> Nd4j.zeros(codes.dataType(), codes.shape());
    };
  }

  private static INDArray squaredSlope(Activation activation, INDArray codes) {
    INDArray slope = slope(activation, codes);
    return slope.muli(slope);
  }

  /** {@code log(1 + eᶻ)}, finite for any finite z; a new array. */
  static INDArray softplus(INDArray z) {
    INDArray rest = Transforms.exp(Transforms.abs(z, true).negi(), false).addi(1.0);
    return Transforms.log(rest, false).addi(Transforms.max(z, 0.0, true));
  }
}
