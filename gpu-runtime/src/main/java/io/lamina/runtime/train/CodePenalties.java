package io.lamina.runtime.train;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.layer.Step;
import io.lamina.zoo.plan.layer.Autoencoder;
import io.lamina.zoo.plan.layer.Penalties;

/**
 * The penalties of an autoencoder: their gradients, and what they add to the loss.
 *
 * <p>The contraction is {@code λ Σ f'(a)² ‖w‖²} over the units, a the unit's input and w its
 * weights (Rifai et al. 2011): its gradient goes by way of a, {@code 2λ f' f'' ‖w‖²}, and straight
 * to the weights, {@code 2λ f'² w}.
 */
final class CodePenalties {
  private final Autoencoder plan;
  private final Penalties penalties;
  private final TwoWayParameters parameters;
  private final Operations operations;
  private final SparsityPenalty sparsity;
  private final Matrix norms;
  private final Matrix slopes;
  private final Matrix contraction;

  CodePenalties(Autoencoder plan, TwoWayParameters parameters, Operations operations) {
    this.plan = plan;
    this.penalties = plan.penalties();
    this.parameters = parameters;
    this.operations = operations;
    this.sparsity = new SparsityPenalty(penalties.sparsity(), plan.units(), operations);
    this.norms = operations.allocate(plan.units(), 1);
    this.slopes = operations.allocate(plan.units(), 1);
    Matrix weights = parameters.weights();
    this.contraction =
        penalties.contraction() > 0
            ? operations.allocate(weights.rows(), weights.columns())
            : weights;
  }

  /**
   * Turns the loss's gradient with respect to the codes into the whole gradient with respect to the
   * units' inputs.
   *
   * @return the penalties, for all examples; 0 if not measured
   */
  double addGradients(Matrix codes, Matrix delta, Step step) {
    double penalty = sparsity.addGradient(codes, delta);
    operations.activationGradient(delta, codes, plan.activation());
    if (penalties.contraction() > 0) {
      penalty += contract(codes, delta);
    }
    return step.measured() ? penalty + decay() * codes.columns() : 0;
  }

  private double contract(Matrix codes, Matrix delta) {
    operations.columnSquares(parameters.weights(), norms);
    operations.slopeSquares(codes, plan.activation(), slopes);
    float twice = (float) (2 * penalties.contraction());
    operations.addCurvature(twice, codes, plan.activation(), norms, delta);
    operations.scale(0f, contraction);
    operations.addScaledColumns(twice, slopes, parameters.weights(), contraction);
    return penalties.contraction() * dot(host(norms), host(slopes));
  }

  /**
   * The part of the contraction's gradient that goes straight to the weights, as they were when
   * {@link #addGradients} was called.
   */
  void addWeightGradient(float factor, Matrix target) {
    if (penalties.contraction() > 0) {
      operations.addScaled(factor, contraction, target);
    }
  }

  private double decay() {
    if (penalties.weightDecay() == 0) {
      return 0;
    }
    double squares = squares(parameters.weights());
    squares += parameters.tied() ? 0 : squares(parameters.decoder().value());
    return penalties.weightDecay() / 2 * squares;
  }

  private double squares(Matrix weights) {
    operations.columnSquares(weights, norms);
    double sum = 0;
    for (float square : host(norms)) {
      sum += square;
    }
    return sum;
  }

  private float[] host(Matrix vector) {
    float[] values = new float[vector.size()];
    operations.download(vector, values, 0);
    return values;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
