package io.lamina.runtime.analysis;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.SoftplusSum;
import io.lamina.runtime.device.Sums;
import io.lamina.zoo.plan.layer.Rbm.Visible;

/**
 * The pseudo-likelihood of a restricted Boltzmann machine with Bernoulli visible units: {@code Σᵢ
 * log p(vᵢ | the other visible units)}, in nats; at most 0, and {@code -visible · log 2} for a
 * machine of zeros (Besag: Statistical analysis of non-lattice data, The Statistician 24, 1975).
 * Each term is {@code log σ(F(v with bit i flipped) - F(v))} with F the free energy, so that no
 * partition function is needed. Its gradient is not what contrastive divergence follows, but it
 * rises as a machine learns, and is the curve to watch.
 *
 * <p>Examples of values between 0 and 1 are rounded to 0 and 1 first. Parameters and examples are
 * only read. One thread at a time.
 */
public final class PseudoLikelihood {
  private final DeviceRbm rbm;
  private final Sums energies;
  private final Sums flipped;

  /**
   * @param rbm the machine; a trainer's own matrices are read as they are at each call
   * @param capacity the most examples of a call
   * @throws IllegalArgumentException if its visible units are Gaussian
   */
  public PseudoLikelihood(DeviceRbm rbm, int capacity) {
    if (rbm.visibleUnits() != Visible.BERNOULLI) {
      throw new IllegalArgumentException(
          "visible units are " + rbm.visibleUnits() + ": only a Bernoulli unit can be flipped");
    }
    this.rbm = rbm;
    this.energies = rbm.operations().sums(capacity);
    this.flipped = rbm.operations().sums(capacity);
  }

  /**
   * The estimate by one bit of each example, drawn with equal probability: {@code visible} times
   * that bit's term, summed over the examples. Its expectation is the pseudo-likelihood. Costs two
   * products of the size of a step's. (Theano's tutorial on deeplearning.net, Restricted Boltzmann
   * Machines; there the bit is the same for all examples of a mini-batch.)
   *
   * @param factor on the estimate
   * @param examples visible × n
   * @param scratch visible × n, overwritten; another matrix than {@code examples}
   * @param hiddenScratch hidden × n, overwritten
   * @param key of the bits; the n-th number is the n-th example's
   * @param total what the sum over the examples is added to
   */
  public void addEstimate(
      double factor,
      Matrix examples,
      Matrix scratch,
      Matrix hiddenScratch,
      RandomKey key,
      Sums total) {
    Operations operations = rbm.operations();
    operations.round(examples, scratch);
    rbm.freeEnergies(scratch, hiddenScratch, energies);
    operations.flipOne(key, scratch);
    rbm.freeEnergies(scratch, hiddenScratch, flipped);
    operations.addLogSigmoids(factor * rbm.visible(), examples.columns(), flipped, energies, total);
  }

  /**
   * The sum over all bits of all examples, by {@code visible + 1} products, read at once;
   * parameters as for {@link #addEstimate}.
   */
  double exact(Matrix examples, Matrix scratch, Matrix hiddenScratch) {
    float[] states = states(examples);
    double[] energies = freeEnergies(states, scratch, hiddenScratch);
    double sum = 0;
    for (int bit = 0; bit < rbm.visible(); bit++) {
      flipAll(states, bit);
      sum += sum(energies, freeEnergies(states, scratch, hiddenScratch));
      flipAll(states, bit);
    }
    return sum;
  }

  private float[] states(Matrix examples) {
    float[] states = rbm.host(examples);
    for (int i = 0; i < states.length; i++) {
      states[i] = states[i] < 0.5f ? 0f : 1f;
    }
    return states;
  }

  private double[] freeEnergies(float[] states, Matrix scratch, Matrix hiddenScratch) {
    rbm.operations().upload(states, 0, scratch);
    return rbm.freeEnergies(scratch, hiddenScratch);
  }

  private void flipAll(float[] states, int bit) {
    for (int example = 0; example < states.length / rbm.visible(); example++) {
      flip(states, example, bit);
    }
  }

  private void flip(float[] states, int example, int bit) {
    int at = example * rbm.visible() + bit;
    states[at] = 1f - states[at];
  }

  private static double sum(double[] energies, double[] flipped) {
    double sum = 0;
    for (int i = 0; i < energies.length; i++) {
      sum += SoftplusSum.logSigmoid(flipped[i] - energies[i]);
    }
    return sum;
  }
}
