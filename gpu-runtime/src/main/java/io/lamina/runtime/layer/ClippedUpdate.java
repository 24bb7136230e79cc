package io.lamina.runtime.layer;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.plan.stage.ClippedRule;
import java.util.List;

/**
 * Clips a gradient before another update takes it. The device computes {@code max(1, ‖g‖² / c²)} by
 * a rectifier, and nothing waits for the norm.
 *
 * @param limit c²
 * @param after what takes the gradient
 * @param target the gradient
 * @param squares of its columns
 * @param excess one number: the sum of the squares, and what follows from it
 * @param minusLimit one number: -c²
 */
record ClippedUpdate(
    Operations operations,
    double limit,
    Update after,
    Matrix target,
    Matrix squares,
    Matrix excess,
    Matrix minusLimit)
    implements Update {
  static Update of(ClippedRule plan, Matrix value, Operations operations) {
    double limit = plan.norm() * plan.norm();
    Matrix minusLimit = operations.allocate(1, 1);
    operations.upload(new float[] {(float) -limit}, 0, minusLimit);
    return new ClippedUpdate(
        operations,
        limit,
        OptimizerKind.of(plan.rule()).update(plan.rule(), value, operations),
        operations.allocate(value.rows(), value.columns()),
        operations.allocate(value.columns(), 1),
        operations.allocate(1, 1),
        minusLimit);
  }

  @Override
  public List<Matrix> state() {
    return after.state();
  }

  @Override
  public void begin(Step step) {
    after.begin(step);
  }

  @Override
  public float keep(Step step) {
    return 0f;
  }

  @Override
  public double factor(Step step) {
    return 1;
  }

  @Override
  public void end(Step step) {
    operations.columnSquares(target, squares);
    operations.sumColumns(1f, squares.ofHeight(1), 0f, excess);
    operations.activate(excess, minusLimit, Activation.RECTIFIER);
    operations.scaleFrom(-limit, 1 / limit, excess);
    operations.divideByRoots(excess, target.ofHeight(target.size()));
    operations.scale(after.keep(step), after.target());
    operations.addScaled((float) after.factor(step), target, after.target());
    after.end(step);
  }
}
