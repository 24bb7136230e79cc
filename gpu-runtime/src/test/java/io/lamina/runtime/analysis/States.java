package io.lamina.runtime.analysis;

import io.lamina.zoo.plan.layer.Rbm.Visible;

/** States of a few units, numbered by their bits. */
final class States {
  private States() {}

  /** All states of so many units, one after the other. */
  static float[] all(int units) {
    float[] states = new float[(1 << units) * units];
    for (int i = 0; i < states.length; i++) {
      states[i] = on(i / units, i % units);
    }
    return states;
  }

  /** Whether a unit of a state is on: 1 or 0. */
  static int on(int state, int unit) {
    return state >>> unit & 1;
  }

  /** The energy of a pair of states, as it is defined. */
  static double energy(RbmParameters rbm, double[] v, int hiddenState) {
    double energy = 0;
    for (int i = 0; i < rbm.visible(); i++) {
      float c = rbm.visibleBiases()[i];
      boolean gaussian = rbm.visibleUnits() == Visible.GAUSSIAN;
      energy += gaussian ? (v[i] - c) * (v[i] - c) / 2 : -c * v[i];
    }
    for (int j = 0; j < rbm.hidden(); j++) {
      energy -= rbm.hiddenBiases()[j] * on(hiddenState, j);
      for (int i = 0; i < rbm.visible(); i++) {
        energy -= v[i] * rbm.weight(i, j) * on(hiddenState, j);
      }
    }
    return energy;
  }

  /** {@code Σₕ exp(-E(v, h))}, term by term. */
  static double weight(RbmParameters rbm, double[] v) {
    double sum = 0;
    for (int h = 0; h < 1 << rbm.hidden(); h++) {
      sum += Math.exp(-energy(rbm, v, h));
    }
    return sum;
  }

  static double[] doubles(float[] values, int from, int count) {
    double[] result = new double[count];
    for (int i = 0; i < count; i++) {
      result[i] = values[from + i];
    }
    return result;
  }
}
