package io.lamina.runtime.train;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.Sums;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.plan.layer.ReconstructionLoss;
import java.util.Optional;

/**
 * The loss between a reconstruction and what it is of.
 *
 * @param loss which
 * @param activation the reconstruction's; cross-entropy is that of sigmoid units
 */
record ReconstructionGradient(
    Operations operations, ReconstructionLoss loss, Activation activation) {
  /**
   * Turns the products of the output's weights into the loss's gradient with respect to the
   * output's inputs.
   *
   * @param products without the bias
   * @param target what is to be reconstructed
   * @param total what the loss is added to, summed over the examples, where it is wanted
   */
  void of(Matrix products, Matrix bias, Matrix target, Optional<Sums> total) {
    switch (loss) {
      case CROSS_ENTROPY -> {
        total.ifPresent(sums -> operations.crossEntropy(products, bias, target, sums));
        operations.activate(products, bias, activation);
        operations.subtract(products, target, products);
      }
      case SQUARED_ERROR -> {
        operations.activate(products, bias, activation);
        total.ifPresent(sums -> operations.squaredError(products, target, sums));
        operations.squaredErrorGradient(products, target, activation);
      }
    }
  }
}
