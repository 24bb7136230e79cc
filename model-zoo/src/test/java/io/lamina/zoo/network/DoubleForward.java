package io.lamina.zoo.network;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Layer;
import io.lamina.zoo.geometry.Stack;

/**
 * The forward pass written out in double precision: what every exported network is held against.
 */
final class DoubleForward {
  private final float[] parameters;
  private int offset;
  private double[] values;

  private DoubleForward(float[] parameters, double[] input) {
    this.parameters = parameters;
    this.values = input;
  }

  static double[] codes(Stack stack, float[] parameters, double[] input) {
    DoubleForward pass = new DoubleForward(parameters, input);
    for (Layer layer : stack.layers()) {
      pass.affine(layer.output().size());
      for (int j = 0; j < pass.values.length; j++) {
        pass.values[j] = activate(layer.activation(), pass.values[j]);
      }
    }
    return pass.values;
  }

  static double[] probabilities(Stack stack, float[] parameters, double[] input) {
    DoubleForward pass = new DoubleForward(parameters, codes(stack, parameters, input));
    pass.softmax();
    return pass.values;
  }

  /** Weights lie inputs × units, column by column; the bias follows. */
  private void affine(int units) {
    int inputs = values.length;
    double[] result = new double[units];
    for (int j = 0; j < units; j++) {
      result[j] = parameters[offset + inputs * units + j];
      for (int i = 0; i < inputs; i++) {
        result[j] += parameters[offset + i + j * inputs] * values[i];
      }
    }
    offset += inputs * units + units;
    values = result;
  }

  private void softmax() {
    double sum = 0;
    for (int j = 0; j < values.length; j++) {
      values[j] = Math.exp(values[j]);
      sum += values[j];
    }
    for (int j = 0; j < values.length; j++) {
      values[j] /= sum;
    }
  }

  private static double activate(Activation activation, double x) {
    return switch (activation) {
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case TANH -> Math.tanh(x);
      case RECTIFIER -> Math.max(0, x);
      case LINEAR -> x;
    };
  }
}
