package io.lamina.runtime.train;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Window;

/** What a layer learns from: it brings mini-batches to the device. */
interface LayerInput {
  /** The non-linearity that made the values, linear for any data. */
  Activation made();

  /** The columns that come of each example. */
  int columns();

  /**
   * Brings a mini-batch to the device.
   *
   * @param key of the step's random numbers
   * @param target takes {@link #columns} columns of each example
   */
  void load(MiniBatch batch, RandomKey key, Matrix target);

  /** Examples as they are. */
  record Whole(Activation made, Operations operations) implements LayerInput {
    @Override
    public int columns() {
      return 1;
    }

    @Override
    public void load(MiniBatch batch, RandomKey key, Matrix target) {
      operations.upload(batch.values(), 0, target);
    }
  }

  /**
   * Patches of examples, at positions that each step draws.
   *
   * @param window that sees the patches
   * @param columns patches of each example
   * @param examples takes a mini-batch's
   */
  record Drawn(Activation made, Operations operations, Window window, int columns, Matrix examples)
      implements LayerInput {
    /** Patches of mini-batches of at most so many examples. */
    static Drawn of(
        Activation made, Operations operations, Window window, int columns, int batchSize) {
      Matrix examples = operations.allocate(window.input().size(), batchSize);
      return new Drawn(made, operations, window, columns, examples);
    }

    @Override
    public void load(MiniBatch batch, RandomKey key, Matrix target) {
      Matrix at = examples.columns(0, batch.size());
      operations.upload(batch.values(), 0, at);
      operations.drawPatches(at, window, key.with("patches"), target);
    }
  }
}
