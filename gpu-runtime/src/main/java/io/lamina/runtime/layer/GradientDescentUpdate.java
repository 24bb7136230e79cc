package io.lamina.runtime.layer;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.zoo.plan.stage.GradientDescent;
import java.util.List;

/** {@code θ ← θ - ηg}, straight into the parameters. */
record GradientDescentUpdate(Matrix target) implements Update {
  static Update of(GradientDescent plan, Matrix value, Operations operations) {
    return new GradientDescentUpdate(value);
  }

  @Override
  public List<Matrix> state() {
    return List.of();
  }

  @Override
  public void begin(Step step) {
    // Nothing is remembered.
  }

  @Override
  public float keep(Step step) {
    return 1f;
  }

  @Override
  public double factor(Step step) {
    return -step.learningRate();
  }

  @Override
  public void end(Step step) {
    // The products went into the parameters.
  }
}
