package io.lamina.runtime.layer;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;

/**
 * The weights between what a layer reads and its units, where each unit reads everything.
 *
 * @param weights W, inputs × units
 */
record DenseWeights(Operations operations, Parameter weights) implements Connection {
  @Override
  public DenseWeights with(Parameter other) {
    return new DenseWeights(operations, other);
  }

  @Override
  public int positions() {
    return 1;
  }

  /** {@code above ← Wᵀ · below}. */
  @Override
  public void up(Matrix below, Matrix above) {
    operations.multiply(1f, value().transposed(), below.plain(), 0f, above);
  }

  /** {@code below ← W · above}. */
  @Override
  public void down(Matrix above, Matrix below) {
    operations.multiply(1f, value().plain(), above.plain(), 0f, below);
  }

  /** {@code target ← keep · target + factor · below · deltaᵀ}. */
  @Override
  public void addGradient(float factor, Matrix below, Matrix delta, float keep, Matrix target) {
    operations.multiply(factor, below.plain(), delta.transposed(), keep, target);
  }
}
