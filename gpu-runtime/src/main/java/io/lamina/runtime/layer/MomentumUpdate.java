package io.lamina.runtime.layer;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.zoo.plan.stage.Momentum;
import java.util.List;

/**
 * {@code v ← μv - ηg}, then {@code θ ← θ + v}. Nesterov's form keeps the parameters at the point
 * looked ahead to (Bengio, Boulanger-Lewandowski, Pascanu 2013): {@code θ ← θ - μv; v ← μv - ηg; θ
 * ← θ + (1 + μ)v}.
 *
 * @param value the parameters
 * @param target the velocity
 * @param nesterov whether the parameters look ahead
 */
record MomentumUpdate(Operations operations, Matrix value, Matrix target, boolean nesterov)
    implements Update {
  static Update of(Momentum plan, Matrix value, Operations operations) {
    Matrix velocity = operations.allocate(value.rows(), value.columns());
    return new MomentumUpdate(operations, value, velocity, plan.style() == Momentum.Style.NESTEROV);
  }

  @Override
  public List<Matrix> state() {
    return List.of(target);
  }

  @Override
  public void begin(Step step) {
    if (nesterov) {
      operations.addScaled(-keep(step), target, value);
    }
  }

  @Override
  public float keep(Step step) {
    return (float) step.momentum();
  }

  @Override
  public double factor(Step step) {
    return -step.learningRate();
  }

  @Override
  public void end(Step step) {
    operations.addScaled(nesterov ? 1 + keep(step) : 1, target, value);
  }
}
