package io.lamina.runtime.analysis;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;

/**
 * The free energy of examples, {@code F(v) = -log Σₕ exp(-E(v, h))} in nats: with the logarithm of
 * the partition function, {@code log p(v) = -F(v) - log Z}. It is {@code -c·v - Σ log(1 + exp(b +
 * Wᵀv))} with Bernoulli visible units, where values between 0 and 1 are put into the formula as
 * they are, and {@code ½‖v - c‖² - Σ log(1 + exp(b + Wᵀv))} with Gaussian ones. Finite for any
 * finite examples whose products with the weights are.
 *
 * <p>One thread at a time; closing frees the device's memory.
 */
public final class FreeEnergies implements AutoCloseable {
  private final DeviceRbm rbm;
  private final Matrix visible;
  private final Matrix hidden;

  /**
   * @param rbm the machine
   * @param batch examples that are computed at a time, at least 1
   * @param operations the device; closed with this
   */
  public FreeEnergies(RbmParameters rbm, int batch, Operations operations) {
    if (batch < 1) {
      throw new IllegalArgumentException("batch is " + batch + ", must be at least 1");
    }
    this.rbm = DeviceRbm.upload(rbm, operations);
    this.visible = operations.allocate(rbm.visible(), batch);
    this.hidden = operations.allocate(rbm.hidden(), batch);
  }

  /**
   * The free energy of each example.
   *
   * @param examples any number of examples, one after the other
   */
  public double[] of(float[] examples) {
    double[] energies = new double[new Examples(rbm.visible()).count(examples)];
    for (int first = 0; first < energies.length; first += visible.columns()) {
      int count = Math.min(visible.columns(), energies.length - first);
      System.arraycopy(ofBatch(examples, first, count), 0, energies, first, count);
    }
    return energies;
  }

  private double[] ofBatch(float[] examples, int first, int count) {
    Matrix batch = visible.columns(0, count);
    rbm.operations().upload(examples, first * rbm.visible(), batch);
    return rbm.freeEnergies(batch, hidden.columns(0, count));
  }

  @Override
  public void close() {
    rbm.operations().close();
  }
}
