package io.lamina.runtime.train;

import io.lamina.runtime.device.RandomKey;
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
   * Brings parameters that were drawn at random, and are loaded, near to what they are going to
   * read, where the kind of layer has a rule for it. This waits for the device.
   *
   * @param examples a few of them, at least one
   * @param key of the random numbers that it takes, such as the places of patches
   */
  default void adapt(MiniBatch examples, RandomKey key) {}

  /**
   * One step down the mean gradient of the mini-batch.
   *
   * @param batch at least one example
   * @param step its learning rate and random numbers
   */
  void step(MiniBatch batch, Step step);

  /**
   * Measures the loss of a mini-batch, and learns nothing from it: the parameters stay as they are.
   *
   * @param batch at least one example
   * @param key of the random numbers that the loss takes, such as noise
   */
  void measure(MiniBatch batch, RandomKey key);

  /**
   * The loss of the steps that were measured, and of the mini-batches that were measured without a
   * step, since it was last asked for: of each mini-batch before its step, summed over the
   * examples; NaN if none was measured. This waits for the device; no step does.
   */
  double loss();

  @Override
  void close();
}
