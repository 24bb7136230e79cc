package io.lamina.runtime.units;

import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Border;
import io.lamina.zoo.geometry.Convolution;
import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.geometry.Window;
import java.util.List;

/**
 * A convolution of 3×3 with zeros around, the largest of 2×2, and a convolution of 2×2 above, in
 * double precision and by the definition: what the device is compared with.
 */
final class PlainStack {
  static final int CHANNELS = 2;
  static final int SIDE = 6;
  static final int LOWER = 3;
  static final int UPPER = 4;

  /** Places of a row of the upper convolution. */
  static final int PLACES = 2;

  private static final int POOLED = SIDE / 2;

  private final Activation activation;
  private final float[] parameters;
  private final double[] input;
  private final double[] lower = new double[SIDE * SIDE * LOWER];
  private final double[] pooled = new double[POOLED * POOLED * LOWER];
  private final int[] switches = new int[pooled.length];
  private final double[] upper = new double[PLACES * PLACES * UPPER];

  /** Goes up through it. */
  PlainStack(Activation activation, float[] parameters, double[] input) {
    this.activation = activation;
    this.parameters = parameters;
    this.input = input;
    eachLower((i, j, weight) -> lower[i] += weight * input[j]);
    activate(lower, upperWeights() - LOWER, LOWER);
    pool();
    eachUpper((i, j, weight) -> upper[i] += weight * pooled[j]);
    activate(upper, parameters.length - UPPER, UPPER);
  }

  static Stack geometry(Activation activation) {
    Shape image = new Shape(CHANNELS, SIDE, SIDE);
    Convolution low = new Convolution(Window.square(image, 3, 1, Border.SAME), LOWER, activation);
    Pooling largest =
        new Pooling(Window.square(low.output(), 2, 2, Border.VALID), Pooling.Kind.MAX);
    Convolution high =
        new Convolution(Window.square(largest.output(), 2, 1, Border.VALID), UPPER, activation);
    return new Stack(image, List.of(low, largest, high));
  }

  /** The codes. */
  double[] codes() {
    return upper;
  }

  /** What a signal to the codes comes to at the inputs. */
  double[] down(double[] signal, SignalRule rule) {
    double[] heard = through(upper, signal, rule);
    double[] toPooled = new double[pooled.length];
    eachUpper((i, j, weight) -> toPooled[j] += weight * heard[i]);
    double[] toLower = new double[lower.length];
    for (int i = 0; i < toPooled.length; i++) {
      toLower[switches[i]] += toPooled[i];
    }
    double[] heardLower = through(lower, toLower, rule);
    double[] reached = new double[input.length];
    eachLower((i, j, weight) -> reached[j] += weight * heardLower[i]);
    return reached;
  }

  private double[] through(double[] codes, double[] signal, SignalRule rule) {
    double[] heard = new double[codes.length];
    for (int i = 0; i < codes.length; i++) {
      double positive = activation == Activation.RECTIFIER ? Math.max(0, signal[i]) : signal[i];
      heard[i] =
          switch (rule) {
            case LINEAR -> signal[i];
            case GRADIENT -> signal[i] * slope(codes[i]);
            case DECONVOLUTION -> positive;
            case GUIDED -> positive * slope(codes[i]);
          };
    }
    return heard;
  }

  private double slope(double code) {
    return switch (activation) {
      case SIGMOID -> code * (1 - code);
      case TANH -> 1 - code * code;
      case RECTIFIER -> code > 0 ? 1 : 0;
      case LINEAR -> 1;
    };
  }

  private void activate(double[] codes, int bias, int channels) {
    for (int i = 0; i < codes.length; i++) {
      double z = codes[i] + parameters[bias + i % channels];
      codes[i] =
          switch (activation) {
            case SIGMOID -> 1 / (1 + Math.exp(-z));
            case TANH -> Math.tanh(z);
            case RECTIFIER -> Math.max(0, z);
            case LINEAR -> z;
          };
    }
  }

  private void pool() {
    for (int i = 0; i < pooled.length; i++) {
      int channel = i % LOWER;
      int left = 2 * (i / LOWER % POOLED);
      int top = 2 * (i / LOWER / POOLED);
      pooled[i] = Double.NEGATIVE_INFINITY;
      for (int place = 0; place < 4; place++) {
        int at = ((top + place / 2) * SIDE + left + place % 2) * LOWER + channel;
        if (lower[at] > pooled[i]) {
          pooled[i] = lower[at];
          switches[i] = at;
        }
      }
    }
  }

  private static int upperWeights() {
    return 3 * 3 * CHANNELS * LOWER + LOWER;
  }

  /** Every weight of the lower convolution, from an input to a code. */
  private void eachLower(Connection connection) {
    for (int i = 0; i < lower.length; i++) {
      int filter = i % LOWER;
      for (int k = 0; k < 3 * 3 * CHANNELS; k++) {
        int x = i / LOWER % SIDE - 1 + k / CHANNELS % 3;
        int y = i / LOWER / SIDE - 1 + k / CHANNELS / 3;
        if (x >= 0 && x < SIDE && y >= 0 && y < SIDE) {
          int from = (y * SIDE + x) * CHANNELS + k % CHANNELS;
          connection.visit(i, from, parameters[filter * 3 * 3 * CHANNELS + k]);
        }
      }
    }
  }

  private void eachUpper(Connection connection) {
    for (int i = 0; i < upper.length; i++) {
      int filter = i % UPPER;
      for (int k = 0; k < 2 * 2 * LOWER; k++) {
        int x = i / UPPER % PLACES + k / LOWER % 2;
        int y = i / UPPER / PLACES + k / LOWER / 2;
        int from = (y * POOLED + x) * LOWER + k % LOWER;
        connection.visit(i, from, parameters[upperWeights() + filter * 2 * 2 * LOWER + k]);
      }
    }
  }

  private interface Connection {
    void visit(int code, int below, double weight);
  }
}
