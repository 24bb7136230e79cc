package io.lamina.zoo.network;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Convolution;
import io.lamina.zoo.geometry.Layer;
import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.geometry.TransposedConvolution;
import io.lamina.zoo.geometry.Upsampling;
import io.lamina.zoo.geometry.Window;

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
      pass.layer(layer);
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

  private void layer(Layer layer) {
    if (layer instanceof Convolution convolution) {
      convolve(convolution);
    } else if (layer instanceof TransposedConvolution transposed) {
      transposed(transposed);
    } else if (layer instanceof Pooling pooling) {
      pool(pooling);
    } else if (layer instanceof Upsampling upsampling) {
      upsample(upsampling);
    } else {
      affine(layer.output().size());
    }
  }

  /** Weights lie values of a patch × filters; the values of a place, all channels, together. */
  private void convolve(Convolution layer) {
    int patch = layer.window().patch().size();
    double[] result = new double[layer.output().size()];
    for (int i = 0; i < result.length; i++) {
      int filter = i % layer.filters();
      result[i] = parameters[offset + patch * layer.filters() + filter];
      for (int j = 0; j < patch; j++) {
        int place = place(layer.window(), i / layer.filters(), j);
        result[i] += place < 0 ? 0 : parameters[offset + filter * patch + j] * values[place];
      }
    }
    offset += patch * layer.filters() + layer.filters();
    values = result;
  }

  private void transposed(TransposedConvolution layer) {
    int filters = layer.filters();
    int patch = layer.window().patch().size();
    int channels = layer.output().channels();
    double[] result = new double[layer.output().size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = parameters[offset + patch * filters + i % channels];
    }
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < patch; j++) {
        int place = place(layer.window(), i / filters, j);
        if (place >= 0) {
          result[place] += parameters[offset + j * filters + i % filters] * values[i];
        }
      }
    }
    offset += patch * filters + channels;
    values = result;
  }

  private void pool(Pooling layer) {
    int channels = layer.output().channels();
    int places = layer.window().height() * layer.window().width();
    double[] result = new double[layer.output().size()];
    for (int i = 0; i < result.length; i++) {
      double largest = Double.NEGATIVE_INFINITY;
      double sum = 0;
      for (int j = 0; j < places; j++) {
        double value = values[place(layer.window(), i / channels, j * channels + i % channels)];
        largest = Math.max(largest, value);
        sum += value;
      }
      result[i] = layer.kind() == Pooling.Kind.MAX ? largest : sum / places;
    }
    values = result;
  }

  private void upsample(Upsampling layer) {
    int channels = layer.output().channels();
    int places = layer.window().height() * layer.window().width();
    double[] result = new double[layer.output().size()];
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < places; j++) {
        result[place(layer.window(), i / channels, j * channels + i % channels)] = values[i];
      }
    }
    values = result;
  }

  /** Where the j-th value of the patch at a position is in the maps; -1 in the zeros around. */
  private static int place(Window window, int position, int j) {
    Shape maps = window.input();
    int x = window.left(position % window.columns()) + j / maps.channels() % window.width();
    int y = window.top(position / window.columns()) + j / maps.channels() / window.width();
    boolean within = x >= 0 && x < maps.width() && y >= 0 && y < maps.height();
    return within ? (y * maps.width() + x) * maps.channels() + j % maps.channels() : -1;
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
