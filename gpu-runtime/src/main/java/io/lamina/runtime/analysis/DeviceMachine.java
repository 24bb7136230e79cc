package io.lamina.runtime.analysis;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.RandomKey;

/** A machine of a deep belief network on a device. Examples and states are columns. */
interface DeviceMachine {
  /** The probabilities of being on, of what a machine above reads. */
  void up(Matrix visible, Matrix above);

  /**
   * A step of Gibbs sampling: draws the hidden units from the visible ones, and gives the visible
   * units' means.
   *
   * @param above may be overwritten
   */
  void gibbs(Matrix visible, Matrix above, RandomKey key);

  /** The means of the visible units, of what a machine above says is on. */
  void down(Matrix above, RandomKey key, Matrix visible);
}
