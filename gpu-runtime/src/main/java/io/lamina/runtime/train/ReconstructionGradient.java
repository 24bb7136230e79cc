package io.lamina.runtime.train;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.plan.layer.ReconstructionLoss;

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
   * @return the loss, summed over the examples; NaN if not measured
   */
  double of(Matrix products, Matrix bias, Matrix target, boolean measured) {
    return switch (loss) {
      case CROSS_ENTROPY -> {
        double value = measured ? operations.crossEntropy(products, bias, target) : Double.NaN;
        operations.activate(products, bias, activation);
        operations.subtract(products, target, products);
        yield value;
      }
      case SQUARED_ERROR -> {
        operations.activate(products, bias, activation);
        double value = measured ? operations.squaredError(products, target) : Double.NaN;
        operations.squaredErrorGradient(products, target, activation);
        yield value;
      }
    };
  }
}
