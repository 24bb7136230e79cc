package io.lamina.runtime.train;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Sums;
import java.util.Optional;

/** What the top of a stack is held against. */
interface Criterion {
  /**
   * Turns the products of the top layer into the loss's gradient with respect to its inputs.
   *
   * @param products of the top layer's weights with what it reads, without the bias
   * @param bias of the top layer
   * @param batch the mini-batch, as it came
   * @param loss what the loss is added to, summed over the examples, where it is wanted
   */
  void gradient(Matrix products, Matrix bias, MiniBatch batch, Optional<Sums> loss);
}
