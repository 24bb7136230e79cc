package io.lamina.runtime.train;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;

/** Softmax units, and the cross-entropy with the labels. */
record Classification(Operations operations) implements Criterion {
  @Override
  public double gradient(Matrix products, Matrix bias, MiniBatch batch, boolean measured) {
    return operations.softmaxGradient(products, bias, batch.labels());
  }
}
