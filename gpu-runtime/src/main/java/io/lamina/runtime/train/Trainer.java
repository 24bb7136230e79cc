package io.lamina.runtime.train;

/**
 * Trains one stage's parameters, a mini-batch at a time. What a trainer knows between two steps is
 * its vector and nothing else: loading a vector and stepping gives the same bits wherever it is
 * done.
 *
 * <p>One thread at a time. Closing frees the device's memory.
 */
public interface Trainer extends AutoCloseable {
  /** The parameters and the optimizer's state. */
  ParameterVector vector();

  /**
   * One step down the mean gradient of the mini-batch.
   *
   * @param batch at least one example
   * @param step its learning rate and random numbers
   * @return the loss of the mini-batch before the step, summed over its examples; NaN if not
   *     measured
   */
  double step(MiniBatch batch, Step step);

  @Override
  void close();
}
