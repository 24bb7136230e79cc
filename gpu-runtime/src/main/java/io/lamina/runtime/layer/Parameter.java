package io.lamina.runtime.layer;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.zoo.geometry.Block;
import io.lamina.zoo.plan.stage.UpdateRule;
import java.util.List;

/** A matrix of parameters on a device, and how it goes down a gradient. One thread at a time. */
public final class Parameter {
  private final Operations operations;
  private final Matrix value;
  private final Update update;

  /**
   * Zeros.
   *
   * @param block what they are
   * @param rule what a step does with a gradient
   */
  public Parameter(Operations operations, Block block, UpdateRule rule) {
    this.operations = operations;
    this.value = operations.allocate(block.rows(), block.columns());
    this.update = OptimizerKind.of(rule).update(rule, value, operations);
  }

  /** The parameters themselves. */
  public Matrix value() {
    return value;
  }

  /** What the optimizer remembers. */
  List<Matrix> state() {
    return update.state();
  }

  void resetState() {
    state().forEach(matrix -> operations.scale(0f, matrix));
  }

  /**
   * A step down the mean of a gradient.
   *
   * @param examples the gradient is the sum of
   * @param decay λ of weight decay: {@code λ/2 Σ values²} beside the mean, whose gradient is taken
   *     at the values after {@link Update#begin}
   * @param gradient adds itself, times a factor
   */
  public void descend(Step step, int examples, double decay, GradientSum gradient) {
    update.begin(step);
    float keep = update.keep(step);
    if (decay > 0) {
      addDecay(update.factor(step) * decay, keep);
      keep = 1f;
    }
    gradient.addTo((float) (update.factor(step) / examples), keep, update.target());
    update.end(step);
  }

  private void addDecay(double factor, float keep) {
    if (update.target() == value) {
      operations.scale((float) (keep + factor), value);
    } else {
      operations.scale(keep, update.target());
      operations.addScaled((float) factor, value, update.target());
    }
  }

  /** A step of a bias, whose gradient is the sum of the columns of delta. */
  public void descend(Step step, int examples, Matrix delta) {
    descend(
        step,
        examples,
        0,
        (factor, keep, target) -> operations.sumColumns(factor, delta, keep, target));
  }

  /** A gradient, summed over examples. */
  @FunctionalInterface
  public interface GradientSum {
    /** {@code target ← keep · target + factor · gradient}. */
    void addTo(float factor, float keep, Matrix target);
  }
}
