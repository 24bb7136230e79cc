package io.lamina.runtime.train;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.plan.layer.Sparsity;
import java.util.Optional;

/**
 * {@code β Σ KL(ρ ‖ q)} with q the mean code of a unit over the mini-batch. A mean that single
 * precision rounds to 0 or 1 is taken as {@value #NEAREST} away from it, so that the penalty and
 * its gradient are finite.
 */
final class SparsityPenalty {
  private static final double NEAREST = 0x1p-20;

  private final Optional<Sparsity> plan;
  private final Operations operations;
  private final Matrix vector;
  private final float[] host;

  SparsityPenalty(Optional<Sparsity> plan, int units, Operations operations) {
    this.plan = plan;
    this.operations = operations;
    this.vector = operations.allocate(units, 1);
    this.host = new float[units];
  }

  /**
   * Adds the gradient with respect to the codes, times the mini-batch's examples.
   *
   * @return the penalty, times the examples
   */
  double addGradient(Matrix codes, Matrix delta) {
    if (plan.isEmpty()) {
      return 0;
    }
    Sparsity sparsity = plan.get();
    double target = sparsity.target();
    means(codes);
    double divergence = 0;
    for (int i = 0; i < host.length; i++) {
      double mean = Math.min(1 - NEAREST, Math.max(NEAREST, host[i]));
      divergence += target * Math.log(target / mean);
      divergence += (1 - target) * Math.log((1 - target) / (1 - mean));
      host[i] = (float) (sparsity.weight() * ((1 - target) / (1 - mean) - target / mean));
    }
    addToColumns(delta);
    return sparsity.weight() * divergence * codes.columns();
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
      means(codes);
      for (int i = 0; i < host.length; i++) {
        host[i] = (float) (factor * plan.get().weight() * (host[i] - plan.get().target()));
      }
      addToColumns(delta);
    }
  }

  private void means(Matrix codes) {
    operations.sumColumns(1f / codes.columns(), codes, 0f, vector);
    operations.download(vector, host, 0);
  }

  private void addToColumns(Matrix delta) {
    operations.upload(host, 0, vector);
    operations.activate(delta, vector, Activation.LINEAR);
  }
}
