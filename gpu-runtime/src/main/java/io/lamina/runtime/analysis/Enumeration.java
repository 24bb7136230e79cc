package io.lamina.runtime.analysis;

import io.lamina.runtime.device.SoftplusSum;
import io.lamina.zoo.plan.layer.Rbm.Visible;
import java.util.function.ToDoubleBiFunction;

/**
 * The sum over all states of one side of a machine, in double. The other side is summed, or
 * integrated, in closed form. States follow one another in Gray's order, so that each differs from
 * the last by one unit.
 */
final class Enumeration {
  private static final double HALF_LOG_TWO_PI = StrictMath.log(2 * Math.PI) / 2;

  private final float[] biases;
  private final double[] otherBiases;
  private final double[][] weights;
  private final ToDoubleBiFunction<double[], double[]> otherSide;

  private Enumeration(
      float[] biases, float[] otherBiases, ToDoubleBiFunction<double[], double[]> otherSide) {
    this.biases = biases;
    this.otherBiases = doubles(otherBiases);
    this.weights = new double[biases.length][otherBiases.length];
    this.otherSide = otherSide;
  }

  /** Over the smaller side, or over the hidden one where the visible units are real. */
  static Enumeration of(RbmParameters rbm) {
    boolean gaussian = rbm.visibleUnits() == Visible.GAUSSIAN;
    return gaussian || rbm.hidden() <= rbm.visible() ? overHidden(rbm) : overVisible(rbm);
  }

  private static Enumeration overHidden(RbmParameters rbm) {
    Enumeration side =
        new Enumeration(
            rbm.hiddenBiases(),
            rbm.visibleBiases(),
            rbm.visibleUnits() == Visible.GAUSSIAN
                ? Enumeration::gaussian
                : Enumeration::bernoulli);
    for (int i = 0; i < rbm.visible(); i++) {
      for (int j = 0; j < rbm.hidden(); j++) {
        side.weights[j][i] = rbm.weight(i, j);
      }
    }
    return side;
  }

  private static Enumeration overVisible(RbmParameters rbm) {
    Enumeration side =
        new Enumeration(rbm.visibleBiases(), rbm.hiddenBiases(), Enumeration::bernoulli);
    for (int i = 0; i < rbm.visible(); i++) {
      for (int j = 0; j < rbm.hidden(); j++) {
        side.weights[i][j] = rbm.weight(i, j);
      }
    }
    return side;
  }

  /** The units whose states are enumerated. */
  int units() {
    return biases.length;
  }

  /** The logarithm of the partition function. */
  double logPartition() {
    boolean[] on = new boolean[biases.length];
    double[] inputs = otherBiases.clone();
    double own = 0;
    LogSum sum = new LogSum();
    sum.add(otherSide.applyAsDouble(inputs, otherBiases));
    for (long state = 1; state < 1L << biases.length; state++) {
      int unit = Long.numberOfTrailingZeros(state);
      on[unit] = !on[unit];
      double sign = on[unit] ? 1 : -1;
      own += sign * biases[unit];
      add(sign, weights[unit], inputs);
      sum.add(own + otherSide.applyAsDouble(inputs, otherBiases));
    }
    return sum.value();
  }

  private static void add(double factor, double[] x, double[] target) {
    for (int i = 0; i < target.length; i++) {
      target[i] += factor * x[i];
    }
  }

  private static double bernoulli(double[] inputs, double[] biases) {
    SoftplusSum sum = new SoftplusSum();
    for (double input : inputs) {
      sum.add(input);
    }
    return sum.value();
  }

  /** {@code log ∫ exp(-½(v - c)² + v·x) dv}, with c + x the input and c the bias. */
  private static double gaussian(double[] inputs, double[] biases) {
    double sum = 0;
    for (int i = 0; i < inputs.length; i++) {
      sum += (inputs[i] * inputs[i] - biases[i] * biases[i]) / 2 + HALF_LOG_TWO_PI;
    }
    return sum;
  }

  private static double[] doubles(float[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = values[i];
    }
    return result;
  }
}
