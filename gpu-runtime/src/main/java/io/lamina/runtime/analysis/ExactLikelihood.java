package io.lamina.runtime.analysis;

import java.util.Arrays;
import java.util.Locale;

/**
 * The likelihood of a small restricted Boltzmann machine, exactly: its partition function is summed
 * over all states of the smaller side (the hidden one where the visible units are Gaussian), in
 * double precision and on the host. In nats. May be used by several threads.
 *
 * <p>For larger machines {@link AnnealedImportanceSampling} estimates the partition function.
 */
public final class ExactLikelihood {
  /** The most units whose states are summed over: some thirty million states. */
  public static final int MOST_UNITS = 25;

  private final RbmParameters rbm;
  private final FreeEnergy freeEnergy;
  private final double logPartition;

  /**
   * Sums; the time doubles with every unit.
   *
   * @throws IllegalArgumentException if that side has more than {@value #MOST_UNITS} units
   */
  public ExactLikelihood(RbmParameters rbm) {
    Enumeration states = Enumeration.of(rbm);
    if (states.units() > MOST_UNITS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "cannot sum over all states of %d units, of a machine of %d visible (%s) and %d"
                  + " hidden ones: at most %d (estimate by annealed importance sampling)",
              states.units(),
              rbm.visible(),
              rbm.visibleUnits(),
              rbm.hidden(),
              MOST_UNITS));
    }
    this.rbm = rbm;
    this.freeEnergy = new FreeEnergy(rbm.visibleUnits(), rbm.hiddenBiases(), rbm.visibleBiases());
    this.logPartition = states.logPartition();
  }

  /** The logarithm of the partition function. */
  public double logPartition() {
    return logPartition;
  }

  /**
   * The mean log-likelihood of examples: of their probability, or of their density where the
   * visible units are Gaussian.
   *
   * @param examples one or more, one after the other; 0 and 1 alone if the visible units are
   *     Bernoulli, finite values if they are Gaussian
   */
  public double meanLogLikelihood(float[] examples) {
    return Arrays.stream(logLikelihoods(examples)).average().orElseThrow();
  }

  /**
   * The log-likelihood of each example.
   *
   * @param examples as for {@link #meanLogLikelihood}
   */
  public double[] logLikelihoods(float[] examples) {
    double[] result = new double[new Examples(rbm.visible()).count(examples)];
    requireStates(examples);
    for (int i = 0; i < result.length; i++) {
      int first = i * rbm.visible();
      double energy = freeEnergy.of(examples, i, j -> hiddenInput(examples, first, j));
      result[i] = -energy - logPartition;
    }
    return result;
  }

  private double hiddenInput(float[] examples, int first, int unit) {
    double input = 0;
    for (int i = 0; i < rbm.visible(); i++) {
      input += (double) rbm.weight(i, unit) * examples[first + i];
    }
    return input;
  }

  private void requireStates(float[] examples) {
    for (int i = 0; i < examples.length; i++) {
      if (!isState(examples[i])) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "value %d of example %d is %s: a unit is %s",
                i % rbm.visible(),
                i / rbm.visible(),
                examples[i],
                states()));
      }
    }
  }

  private boolean isState(float value) {
    return switch (rbm.visibleUnits()) {
      case BERNOULLI -> value == 0f || value == 1f;
      case GAUSSIAN -> Float.isFinite(value);
    };
  }

  private String states() {
    return switch (rbm.visibleUnits()) {
      case BERNOULLI -> "0 or 1 (round or sample first)";
      case GAUSSIAN -> "a finite number";
    };
  }
}
