package io.lamina.runtime.train;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.Sums;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.plan.layer.ReconstructionLoss;
import java.util.Optional;

/**
 * The examples themselves, whatever noise the stack reads them with: by cross-entropy where the top
 * units are sigmoid, as for data in [0, 1], else by squared error.
 */
final class InputReconstruction implements Criterion {
  private final Operations operations;
  private final ReconstructionGradient gradient;
  private final Matrix targets;

  /**
   * @param top the activation of the reconstruction
   * @param inputs values of an example
   * @param batchSize the most examples of a mini-batch
   */
  InputReconstruction(Activation top, int inputs, int batchSize, Operations operations) {
    boolean sigmoid = top == Activation.SIGMOID;
    ReconstructionLoss loss =
        sigmoid ? ReconstructionLoss.CROSS_ENTROPY : ReconstructionLoss.SQUARED_ERROR;
    this.operations = operations;
    this.gradient = new ReconstructionGradient(operations, loss, top);
    this.targets = operations.allocate(inputs, batchSize);
  }

  @Override
  public void gradient(Matrix products, Matrix bias, MiniBatch batch, Optional<Sums> loss) {
    Matrix target = targets.columns(0, batch.size());
    operations.upload(batch.values(), 0, target);
    int places = bias.rows();
    gradient.of(products.ofHeight(places), bias, target.ofHeight(places), loss);
  }
}
