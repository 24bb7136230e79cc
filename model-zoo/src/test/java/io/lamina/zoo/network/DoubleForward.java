package io.lamina.zoo.network;

import io.lamina.zoo.geometry.Activation;
import java.util.List;

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

  static double[] codes(List<LayerShape> layers, float[] parameters, double[] input) {
    DoubleForward pass = new DoubleForward(parameters, input);
    pass.hidden(layers);
    return pass.values;
  }

  static double[] probabilities(NetworkShape shape, float[] parameters, double[] input) {
    DoubleForward pass = new DoubleForward(parameters, input);
    pass.hidden(shape.layers());
    pass.affine(shape.classes());
    pass.softmax();
    return pass.values;
  }

  private void hidden(List<LayerShape> layers) {
    for (LayerShape layer : layers) {
      affine(layer.units());
      for (int j = 0; j < values.length; j++) {
        values[j] = activate(layer.activation(), values[j]);
      }
    }
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
