package io.lamina.runtime.train;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.Sums;
import io.lamina.zoo.plan.layer.Autoencoder;
import io.lamina.zoo.plan.layer.Penalties;
import java.util.Optional;

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
   * @param loss what the penalties, for all examples, are added to, where they are wanted
   */
  void addGradients(Matrix codes, Matrix delta, Optional<Sums> loss) {
    sparsity.addGradient(codes, delta, loss);
    operations.activationGradient(delta, codes, plan.activation());
    if (penalties.contraction() > 0) {
      contract(codes, delta, loss);
    }
    if (penalties.weightDecay() > 0) {
      loss.ifPresent(total -> addDecay(codes.columns(), total));
    }
  }

  private void contract(Matrix codes, Matrix delta, Optional<Sums> loss) {
    operations.columnSquares(parameters.weights(), norms);
    operations.slopeSquares(codes, plan.activation(), slopes);
    float twice = (float) (2 * penalties.contraction());
    operations.addCurvature(twice, codes, plan.activation(), norms, delta);
    operations.scale(0f, contraction);
    operations.addScaledColumns(twice, slopes, parameters.weights(), contraction);
    loss.ifPresent(total -> operations.addDot(penalties.contraction(), norms, slopes, total));
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

  private void addDecay(int examples, Sums total) {
    addSquares(examples, parameters.weights(), total);
    if (!parameters.tied()) {
      addSquares(examples, parameters.decoder().value(), total);
    }
  }

  private void addSquares(int examples, Matrix weights, Sums total) {
    operations.columnSquares(weights, norms);
    operations.addSum(penalties.weightDecay() / 2 * examples, norms, total);
  }
}
