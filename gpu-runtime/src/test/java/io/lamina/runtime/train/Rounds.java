package io.lamina.runtime.train;

import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.layer.Step;
import java.util.Random;

/**
 * Rounds as a worker makes them: it takes parameters and shard state over to the device, makes
 * steps of full and smaller mini-batches, measured and not, and brings everything back.
 */
public final class Rounds {
  private static final int STEPS = 3;

  private final Trainer trainer;
  private final MiniBatch batch;
  private final float[] vector;
  private final float[] shardState;
  private int done;

  /**
   * @param trainer of examples of so many inputs
   * @param batchSize of a full mini-batch, at least 3
   */
  public Rounds(Trainer trainer, int inputs, int batchSize) {
    Random random = new Random(1);
    this.trainer = trainer;
    this.batch = new MiniBatch(inputs, batchSize);
    this.vector = new float[trainer.vector().length()];
    this.shardState = new float[trainer.shardState().length()];
    for (int i = 0; i < trainer.vector().parameterCount(); i++) {
      vector[i] = 0.1f * (random.nextFloat() - 0.5f);
    }
    for (int i = 0; i < batch.values().length; i++) {
      batch.values()[i] = random.nextFloat();
    }
    for (int i = 0; i < batchSize; i++) {
      batch.labels()[i] = i % TrainerCase.CLASSES;
    }
  }

  /** Makes so many more. */
  public void make(int count) {
    for (int end = done + count; done < end; done++) {
      round();
    }
  }

  private void round() {
    trainer.vector().load(vector);
    trainer.vector().resetState();
    trainer.shardState().load(shardState);
    for (int step = 0; step < STEPS; step++) {
      batch.size(step == 1 ? batch.capacity() - 2 : batch.capacity());
      RandomKey key = RandomKey.of(done).with(step);
      trainer.step(batch, new Step(step, 1e-3, 0.5, key, step == 2));
    }
    trainer.loss();
    trainer.vector().store(vector);
    trainer.shardState().store(shardState);
  }

  /** The parameters and the optimizer's state after the last round. */
  public float[] vector() {
    return vector.clone();
  }
}
