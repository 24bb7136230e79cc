package io.lamina.runtime.layer;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.zoo.plan.stage.Adam;
import java.util.List;

/**
 * Adam (Kingma and Ba 2015, algorithm 1).
 *
 * @param plan its constants
 * @param value the parameters
 * @param target the gradient
 * @param mean of the gradients
 * @param square the mean of their squares
 */
record AdamUpdate(
    Operations operations, Adam plan, Matrix value, Matrix target, Matrix mean, Matrix square)
    implements Update {
  static Update of(Adam plan, Matrix value, Operations operations) {
    int rows = value.rows();
    int columns = value.columns();
    return new AdamUpdate(
        operations,
        plan,
        value,
        operations.allocate(rows, columns),
        operations.allocate(rows, columns),
        operations.allocate(rows, columns));
  }

  @Override
  public List<Matrix> state() {
    return List.of(mean, square);
  }

  @Override
  public void begin(Step step) {
    // The gradient is taken where the parameters are.
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
    blend(mean, plan.beta1(), false);
    blend(square, plan.beta2(), true);
    operations.adamStep(
        (float) (step.learningRate() / unbiased(plan.beta1(), step)),
        (float) (1 / unbiased(plan.beta2(), step)),
        (float) plan.epsilon(),
        mean,
        square,
        value);
  }

  private void blend(Matrix average, double beta, boolean squared) {
    operations.blend((float) beta, target, squared, average);
  }

  /** What an average that began with zeros has come to, of what it should be. */
  private static double unbiased(double beta, Step step) {
    return 1 - StrictMath.pow(beta, step.number() + 1.0);
  }
}
