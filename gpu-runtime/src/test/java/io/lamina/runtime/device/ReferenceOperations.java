package io.lamina.runtime.device;

import io.lamina.zoo.plan.Activation;
import java.util.function.DoubleBinaryOperator;

/**
 * The oracle: every operation as its definition says, one value at a time, in double precision.
 * Random numbers are the provider's own, drawn from the key one by one.
 */
public final class ReferenceOperations implements Operations {
  @Override
  public String device() {
    return "reference";
  }

  @Override
  public Matrix allocate(int rows, int columns) {
    return new ReferenceMatrix(new double[rows * columns], 0, rows, columns);
  }

  @Override
  public void upload(float[] source, int offset, Matrix target) {
    for (int i = 0; i < target.size(); i++) {
      of(target).set(i, source[offset + i]);
    }
  }

  @Override
  public void download(Matrix source, float[] target, int offset) {
    for (int i = 0; i < source.size(); i++) {
      target[offset + i] = (float) of(source).get(i);
    }
  }

  @Override
  public void multiply(
      float alpha,
      Matrix a,
      boolean transposeA,
      Matrix b,
      boolean transposeB,
      float beta,
      Matrix c) {
    Shapes.requireProduct(a, transposeA, b, transposeB, c);
    int inner = transposeA ? a.rows() : a.columns();
    for (int column = 0; column < c.columns(); column++) {
      for (int row = 0; row < c.rows(); row++) {
        double sum = 0;
        for (int k = 0; k < inner; k++) {
          double left = transposeA ? of(a).get(k, row) : of(a).get(row, k);
          double right = transposeB ? of(b).get(column, k) : of(b).get(k, column);
          sum += left * right;
        }
        int at = column * c.rows() + row;
        of(c).set(at, alpha * sum + (beta == 0 ? 0 : beta * of(c).get(at)));
      }
    }
  }

  @Override
  public void activate(Matrix z, Matrix bias, Activation activation) {
    for (int i = 0; i < z.size(); i++) {
      double value = of(z).get(i) + of(bias).get(i % z.rows());
      of(z).set(i, activation == Activation.TANH ? Math.tanh(value) : 1 / (1 + Math.exp(-value)));
    }
  }

  @Override
  public void activationGradient(Matrix delta, Matrix codes, Activation activation) {
    each(delta, codes, delta, (d, h) -> d * derivative(activation, h));
  }

  @Override
  public void squaredErrorGradient(Matrix outputs, Matrix targets, Activation activation) {
    each(outputs, targets, outputs, (y, t) -> (y - t) * derivative(activation, y));
  }

  private static double derivative(Activation activation, double code) {
    return activation == Activation.TANH ? 1 - code * code : code * (1 - code);
  }

  @Override
  public void mask(Matrix source, double rate, float factor, RandomKey key, Matrix target) {
    for (int i = 0; i < source.size(); i++) {
      boolean masked = key.shortBits(i) < Math.round(rate * 0x1p16);
      of(target).set(i, masked ? 0 : of(source).get(i) * factor);
    }
  }

  @Override
  public void sample(Matrix probabilities, RandomKey key, Matrix target) {
    for (int i = 0; i < target.size(); i++) {
      double probability = (1f + (float) of(probabilities).get(i)) - 1f;
      of(target).set(i, (key.bits(i) >>> 9) * 0x1p-23 < probability ? 1 : 0);
    }
  }

  @Override
  public void subtract(Matrix a, Matrix b, Matrix target) {
    each(a, b, target, (x, y) -> x - y);
  }

  @Override
  public void addScaled(float alpha, Matrix x, Matrix target) {
    each(target, x, target, (t, value) -> t + alpha * value);
  }

  @Override
  public void scale(float alpha, Matrix x) {
    each(x, x, x, (value, same) -> alpha * value);
  }

  @Override
  public void sumColumns(float alpha, Matrix m, float beta, Matrix target) {
    for (int row = 0; row < m.rows(); row++) {
      double sum = 0;
      for (int column = 0; column < m.columns(); column++) {
        sum += of(m).get(row, column);
      }
      of(target).set(row, beta * of(target).get(row) + alpha * sum);
    }
  }

  @Override
  public double crossEntropy(Matrix logits, Matrix bias, Matrix targets) {
    double sum = 0;
    for (int i = 0; i < logits.size(); i++) {
      double z = of(logits).get(i) + of(bias).get(i % logits.rows());
      sum += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - of(targets).get(i) * z;
    }
    return sum;
  }

  @Override
  public double squaredError(Matrix a, Matrix b) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      sum += Math.pow(of(a).get(i) - of(b).get(i), 2) / 2;
    }
    return sum;
  }

  @Override
  public double softmaxGradient(Matrix logits, Matrix bias, int[] labels) {
    double loss = 0;
    for (int column = 0; column < logits.columns(); column++) {
      double[] z = new double[logits.rows()];
      double largest = Double.NEGATIVE_INFINITY;
      for (int row = 0; row < z.length; row++) {
        z[row] = of(logits).get(row, column) + of(bias).get(row);
        largest = Math.max(largest, z[row]);
      }
      double sum = 0;
      for (double value : z) {
        sum += Math.exp(value - largest);
      }
      loss += largest + Math.log(sum) - z[labels[column]];
      for (int row = 0; row < z.length; row++) {
        double probability = Math.exp(z[row] - largest) / sum;
        int at = column * z.length + row;
        of(logits).set(at, probability - (row == labels[column] ? 1 : 0));
      }
    }
    return loss;
  }

  @Override
  public void close() {}

  private static void each(Matrix a, Matrix b, Matrix target, DoubleBinaryOperator value) {
    for (int i = 0; i < target.size(); i++) {
      of(target).set(i, value.applyAsDouble(of(a).get(i), of(b).get(i)));
    }
  }

  private static ReferenceMatrix of(Matrix matrix) {
    return (ReferenceMatrix) matrix;
  }
}
