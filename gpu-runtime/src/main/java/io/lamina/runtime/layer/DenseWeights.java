package io.lamina.runtime.layer;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;

/**
 * The weights between what a layer reads and its units, where each unit reads everything. Examples
 * are columns.
 *
 * @param weights W, inputs × units
 */
public record DenseWeights(Operations operations, Parameter weights) {
  /** {@code target ← Wᵀ · below}: what the units hear. */
  public void up(Matrix below, Matrix target) {
    operations.multiply(1f, value().transposed(), below.plain(), 0f, target);
  }

  /** {@code target ← W · above}: what the inputs hear of the units. */
  public void down(Matrix above, Matrix target) {
    operations.multiply(1f, value().plain(), above.plain(), 0f, target);
  }

  /** {@code target ← keep · target + factor · below · deltaᵀ}: a gradient of the weights. */
  public void addGradient(float factor, Matrix below, Matrix delta, float keep, Matrix target) {
    operations.multiply(factor, below.plain(), delta.transposed(), keep, target);
  }

  /** W itself. */
  public Matrix value() {
    return weights.value();
  }
}
