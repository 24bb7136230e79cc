package io.lamina.runtime.train;

import io.lamina.runtime.layer.DeviceVector;
import io.lamina.runtime.layer.ParameterVector;
import io.lamina.runtime.layer.Step;

/**
 * Trains one stage's parameters, a mini-batch at a time. What a trainer knows between two steps is
 * its vector, the shard's own state and nothing else: loading both and stepping gives the same bits
 * wherever it is done.
 *
 * <p>One thread at a time. Closing frees the device's memory.
 */
public interface Trainer extends AutoCloseable {
  /** The parameters and the optimizer's state. */
  ParameterVector vector();

  /**
   * What belongs to the shard and is not averaged, such as persistent chains; zeros before the
   * first step. Most trainers have none.
   */
  DeviceVector shardState();

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
