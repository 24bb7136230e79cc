package io.lamina.runtime.analysis;

import io.lamina.runtime.device.SoftplusSum;
import io.lamina.zoo.plan.layer.Rbm.Visible;
import java.util.function.IntToDoubleFunction;

/**
 * The free energy of one example: {@code -log Σₕ exp(-E(v, h))}, in nats. It is {@code -c·v - Σ
 * log(1 + exp(b + Wᵀv))} with Bernoulli visible units, {@code ½‖v - c‖²} in the place of the first
 * term with Gaussian ones.
 */
final class FreeEnergy {
  private final Visible visibleUnits;
  private final float[] hiddenBiases;
  private final float[] visibleBiases;

  FreeEnergy(Visible visibleUnits, float[] hiddenBiases, float[] visibleBiases) {
    this.visibleUnits = visibleUnits;
    this.hiddenBiases = hiddenBiases;
    this.visibleBiases = visibleBiases;
  }

  /**
   * The energy of an example.
   *
   * @param examples visible values, one example after the other
   * @param example which of them
   * @param hiddenInput what each hidden unit hears of it, Wᵀv, without its bias
   */
  double of(float[] examples, int example, IntToDoubleFunction hiddenInput) {
    SoftplusSum hidden = new SoftplusSum();
    for (int j = 0; j < hiddenBiases.length; j++) {
      hidden.add(hiddenInput.applyAsDouble(j) + hiddenBiases[j]);
    }
    return visibleTerm(example * visibleBiases.length, examples) - hidden.value();
  }

  private double visibleTerm(int from, float[] examples) {
    return switch (visibleUnits) {
      case BERNOULLI -> bernoulli(from, examples);
      case GAUSSIAN -> gaussian(from, examples);
    };
  }

  private double bernoulli(int from, float[] examples) {
    double sum = 0;
    for (int i = 0; i < visibleBiases.length; i++) {
      sum -= (double) visibleBiases[i] * examples[from + i];
    }
    return sum;
  }

  private double gaussian(int from, float[] examples) {
    double sum = 0;
    for (int i = 0; i < visibleBiases.length; i++) {
      double distance = (double) examples[from + i] - visibleBiases[i];
      sum += distance * distance / 2;
    }
    return sum;
  }
}
