package io.lamina.runtime.train;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.Sums;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.plan.layer.Sparsity;
import java.util.Optional;

/** {@code β Σ KL(ρ ‖ q)} with q the mean code of a unit over the mini-batch. */
final class SparsityPenalty {
  private final Optional<Sparsity> plan;
  private final Operations operations;
  private final Matrix means;

  SparsityPenalty(Optional<Sparsity> plan, int units, Operations operations) {
    this.plan = plan;
    this.operations = operations;
    this.means = operations.allocate(units, 1);
  }

  /**
   * Adds the gradient with respect to the codes, times the mini-batch's examples.
   *
   * @param loss what the penalty, times the examples, is added to, where it is wanted
   */
  void addGradient(Matrix codes, Matrix delta, Optional<Sums> loss) {
    if (plan.isEmpty()) {
      return;
    }
    double weight = plan.get().weight();
    double target = plan.get().target();
    average(codes);
    loss.ifPresent(
        total -> operations.addDivergences(weight * codes.columns(), target, means, total));
    operations.divergenceSlopes(weight, target, means);
    operations.activate(delta, means, Activation.LINEAR);
  }

  /**
   * Adds the gradient with respect to the units' inputs as if each unit's slope were that of its
   * mean: {@code β (q - ρ)} (Hinton: A practical guide to training restricted Boltzmann machines,
   * 2010, section 11).
   *
   * @param factor on the gradient
   */
  void addInputGradient(float factor, Matrix codes, Matrix delta) {
    if (plan.isPresent()) {
      average(codes);
      operations.scaleFrom(plan.get().target(), factor * plan.get().weight(), means);
      operations.activate(delta, means, Activation.LINEAR);
    }
  }

  private void average(Matrix codes) {
    operations.sumColumns(1f / codes.columns(), codes, 0f, means);
  }
}
