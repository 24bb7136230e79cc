package io.lamina.runtime.train;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.Sums;
import java.util.Optional;

/** Softmax units, and the cross-entropy with the labels. */
record Classification(Operations operations) implements Criterion {
  @Override
  public void gradient(Matrix products, Matrix bias, MiniBatch batch, Optional<Sums> loss) {
    loss.ifPresent(total -> operations.softmaxCrossEntropy(products, bias, batch.labels(), total));
    operations.softmaxGradient(products, bias, batch.labels());
  }
}
