package io.lamina.runtime.train;

import io.lamina.runtime.device.Matrix;

/** What the top of a stack is held against. */
interface Criterion {
  /**
   * Turns the products of the top layer into the loss's gradient with respect to its inputs.
   *
   * @param products of the top layer's weights with what it reads, without the bias
   * @param bias of the top layer
   * @param batch the mini-batch, as it came
   * @param measured whether the loss is wanted
   * @return the loss, summed over the examples; NaN if it was not wanted and costs a pass
   */
  double gradient(Matrix products, Matrix bias, MiniBatch batch, boolean measured);
}
