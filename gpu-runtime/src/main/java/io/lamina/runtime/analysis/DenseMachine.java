package io.lamina.runtime.analysis;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.RandomKey;

/** A machine whose hidden units read everything; a machine above reads these units themselves. */
record DenseMachine(DeviceRbm rbm) implements DeviceMachine {
  @Override
  public void up(Matrix visible, Matrix above) {
    rbm.hiddenProbabilities(visible, above);
  }

  @Override
  public void gibbs(Matrix visible, Matrix above, RandomKey key) {
    rbm.hiddenProbabilities(visible, above);
    rbm.operations().sample(above, key.with("hidden"), above);
    rbm.visibleMeans(above, visible);
  }

  @Override
  public void down(Matrix above, RandomKey key, Matrix visible) {
    rbm.visibleMeans(above, visible);
  }
}
