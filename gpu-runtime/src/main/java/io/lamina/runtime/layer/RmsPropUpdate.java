package io.lamina.runtime.layer;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.zoo.plan.stage.RmsProp;
import java.util.List;

/**
 * RMSProp (Tieleman and Hinton 2012): the last part of Adam's step, with the gradient for its mean.
 *
 * @param plan its constants
 * @param value the parameters
 * @param target the gradient
 * @param square the mean of the gradients' squares
 */
record RmsPropUpdate(
    Operations operations, RmsProp plan, Matrix value, Matrix target, Matrix square)
    implements Update {
  static Update of(RmsProp plan, Matrix value, Operations operations) {
    int rows = value.rows();
    int columns = value.columns();
    return new RmsPropUpdate(
        operations,
        plan,
        value,
        operations.allocate(rows, columns),
        operations.allocate(rows, columns));
  }

  @Override
  public List<Matrix> state() {
    return List.of(square);
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
    operations.blend((float) plan.decay(), target, true, square);
    float rate = (float) step.learningRate();
    operations.adamStep(rate, 1f, (float) plan.epsilon(), target, square, value);
  }
}
