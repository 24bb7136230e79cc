package io.lamina.runtime.analysis;

import static java.util.Objects.requireNonNull;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.Sums;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.plan.layer.Rbm.Visible;

/**
 * The parameters of a restricted Boltzmann machine on a device: a trainer's own matrices, whose
 * values may change between two calls, or matrices that were uploaded. Examples and hidden states
 * are columns. Closes nothing: the matrices live as long as their operations.
 *
 * @param operations the device
 * @param visibleUnits what its visible units are
 * @param weights visible × hidden
 * @param hiddenBias hidden × 1
 * @param visibleBias visible × 1
 */
public record DeviceRbm(
    Operations operations,
    Visible visibleUnits,
    Matrix weights,
    Matrix hiddenBias,
    Matrix visibleBias) {
  public DeviceRbm {
    requireNonNull(operations, "operations is null");
    requireNonNull(visibleUnits, "visibleUnits is null");
    requireBias("hiddenBias", hiddenBias, weights.columns());
    requireBias("visibleBias", visibleBias, weights.rows());
  }

  private static void requireBias(String what, Matrix bias, int units) {
    if (bias.columns() != 1 || bias.rows() != units) {
      throw new IllegalArgumentException(
          what + " is " + bias.rows() + "×" + bias.columns() + ", must be " + units + "×1");
    }
  }

  /** The machine, in matrices allocated for it. */
  static DeviceRbm upload(RbmParameters rbm, Operations operations) {
    Matrix weights = operations.allocate(rbm.visible(), rbm.hidden());
    operations.upload(rbm.vector(), 0, weights);
    return new DeviceRbm(
        operations,
        rbm.visibleUnits(),
        weights,
        column(rbm.hiddenBiases(), operations),
        column(rbm.visibleBiases(), operations));
  }

  private static Matrix column(float[] values, Operations operations) {
    Matrix column = operations.allocate(values.length, 1);
    operations.upload(values, 0, column);
    return column;
  }

  int visible() {
    return weights.rows();
  }

  int hidden() {
    return weights.columns();
  }

  /** {@code target ← Wᵀ · visible}: what the hidden units hear, without their bias. */
  void hiddenInputs(Matrix visible, Matrix target) {
    operations.multiply(1f, weights.transposed(), visible.plain(), 0f, target);
  }

  /** The hidden units' probabilities of being on. */
  void hiddenProbabilities(Matrix visible, Matrix target) {
    hiddenInputs(visible, target);
    operations.activate(target, hiddenBias, Activation.SIGMOID);
  }

  /** The visible units' means: Bernoulli units' probabilities of being on. */
  void visibleMeans(Matrix hidden, Matrix target) {
    operations.multiply(1f, weights.plain(), hidden.plain(), 0f, target);
    boolean gaussian = visibleUnits == Visible.GAUSSIAN;
    operations.activate(target, visibleBias, gaussian ? Activation.LINEAR : Activation.SIGMOID);
  }

  /**
   * The free energy of each example.
   *
   * @param examples visible × n
   * @param scratch hidden × n, overwritten
   */
  double[] freeEnergies(Matrix examples, Matrix scratch) {
    hiddenInputs(examples, scratch);
    float[] values = host(examples);
    float[] inputs = host(scratch);
    FreeEnergy energy = new FreeEnergy(visibleUnits, host(hiddenBias), host(visibleBias));
    double[] energies = new double[examples.columns()];
    for (int i = 0; i < energies.length; i++) {
      int first = i * hidden();
      energies[i] = energy.of(values, i, j -> inputs[first + j]);
    }
    return energies;
  }

  /**
   * The free energy of each example, of a machine whose units are on or off; stays on the device.
   *
   * @param examples visible × n
   * @param scratch hidden × n, overwritten
   */
  void freeEnergies(Matrix examples, Matrix scratch, Sums energies) {
    hiddenInputs(examples, scratch);
    operations.freeEnergies(examples, scratch, hiddenBias, visibleBias, energies);
  }

  /** All values, on the host. */
  float[] host(Matrix matrix) {
    float[] values = new float[matrix.size()];
    operations.download(matrix, values, 0);
    return values;
  }
}
