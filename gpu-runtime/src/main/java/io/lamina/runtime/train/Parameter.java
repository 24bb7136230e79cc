package io.lamina.runtime.train;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;

/**
 * A matrix of parameters under stochastic gradient descent, with Nesterov's momentum where it is
 * above zero, in the form of Bengio, Boulanger-Lewandowski and Pascanu (2013) that keeps the
 * parameters at the point looked ahead to: {@code θ ← θ - μv; v ← μv - ηg; θ ← θ + (1 + μ)v}.
 *
 * <p>A step is {@link #begin}, products that add {@code -ηg} to {@link #target} (the first with
 * {@link #beta}, which brings in the momentum at no cost), and {@link #end}.
 */
final class Parameter {
  private final Operations operations;
  private final Matrix value;
  private final Matrix velocity;
  private final float momentum;

  Parameter(Operations operations, int rows, int columns, double momentum) {
    this.operations = operations;
    this.momentum = (float) momentum;
    this.value = operations.allocate(rows, columns);
    this.velocity = momentum > 0 ? operations.allocate(rows, columns) : value;
  }

  Matrix value() {
    return value;
  }

  int size() {
    return value.size();
  }

  void begin() {
    if (hasState()) {
      operations.addScaled(-momentum, velocity, value);
    }
  }

  Matrix target() {
    return velocity;
  }

  float beta() {
    return hasState() ? momentum : 1f;
  }

  void end() {
    if (hasState()) {
      operations.addScaled(1 + momentum, velocity, value);
    }
  }

  /** A whole step of a bias: {@code rate · Σ columns of delta} is what momentum is added to. */
  void step(float rate, Matrix delta) {
    begin();
    operations.sumColumns(rate, delta, beta(), target());
    end();
  }

  /** Shrinks the values towards zero: weight decay apart from the gradient. */
  void shrink(double fraction) {
    if (fraction > 0) {
      operations.scale((float) (1 - fraction), value);
    }
  }

  boolean hasState() {
    return velocity != value;
  }

  void resetState() {
    if (hasState()) {
      operations.scale(0f, velocity);
    }
  }

  Matrix state() {
    return velocity;
  }
}
