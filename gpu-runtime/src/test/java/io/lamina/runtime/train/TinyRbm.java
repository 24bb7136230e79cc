package io.lamina.runtime.train;

/** An RBM small enough to sum over all its states. */
final class TinyRbm {
  private final int visible;
  private final int hidden;
  private final float[] parameters;

  /** Parameters in the trainer's order: weights (visible × hidden), hidden bias, visible bias. */
  TinyRbm(int visible, int hidden, float[] parameters) {
    this.visible = visible;
    this.hidden = hidden;
    this.parameters = parameters;
  }

  /** The mean log-likelihood of the examples, each a set of visible units that are on. */
  double logLikelihood(int... examples) {
    double logZ = logPartition();
    double sum = 0;
    for (int v : examples) {
      sum += -freeEnergy(v) - logZ;
    }
    return sum / examples.length;
  }

  /** The model's probability of a visible state. */
  double probability(int v) {
    return Math.exp(-freeEnergy(v) - logPartition());
  }

  private double logPartition() {
    double sum = 0;
    for (int v = 0; v < 1 << visible; v++) {
      sum += Math.exp(-freeEnergy(v));
    }
    return Math.log(sum);
  }

  private double freeEnergy(int v) {
    double energy = 0;
    for (int i = 0; i < visible; i++) {
      energy -= on(v, i) * parameters[visible * hidden + hidden + i];
    }
    for (int j = 0; j < hidden; j++) {
      energy -= Math.log1p(Math.exp(hiddenInput(v, j)));
    }
    return energy;
  }

  double hiddenProbability(int v, int j) {
    return 1 / (1 + Math.exp(-hiddenInput(v, j)));
  }

  private double hiddenInput(int v, int j) {
    double input = parameters[visible * hidden + j];
    for (int i = 0; i < visible; i++) {
      input += on(v, i) * parameters[j * visible + i];
    }
    return input;
  }

  private double visibleProbability(int h, int i) {
    double input = parameters[visible * hidden + hidden + i];
    for (int j = 0; j < hidden; j++) {
      input += on(h, j) * parameters[j * visible + i];
    }
    return 1 / (1 + Math.exp(-input));
  }

  /** The probabilities of all visible states after one step of Gibbs sampling. */
  double[] gibbs(double[] states) {
    double[] next = new double[states.length];
    for (int v = 0; v < states.length; v++) {
      for (int h = 0; h < 1 << hidden; h++) {
        double probability = states[v];
        for (int j = 0; j < hidden; j++) {
          double p = hiddenProbability(v, j);
          probability *= on(h, j) == 1 ? p : 1 - p;
        }
        for (int to = 0; to < next.length; to++) {
          next[to] += probability * visibleGiven(h, to);
        }
      }
    }
    return next;
  }

  private double visibleGiven(int h, int v) {
    double probability = 1;
    for (int i = 0; i < visible; i++) {
      double p = visibleProbability(h, i);
      probability *= on(v, i) == 1 ? p : 1 - p;
    }
    return probability;
  }

  /** The expected statistics ⟨v h⟩, ⟨h⟩, ⟨v⟩ under such probabilities of the visible states. */
  double[] statistics(double[] states) {
    double[] statistics = new double[parameters.length];
    for (int v = 0; v < states.length; v++) {
      for (int j = 0; j < hidden; j++) {
        double p = states[v] * hiddenProbability(v, j);
        statistics[visible * hidden + j] += p;
        for (int i = 0; i < visible; i++) {
          statistics[j * visible + i] += p * on(v, i);
        }
      }
      for (int i = 0; i < visible; i++) {
        statistics[visible * hidden + hidden + i] += states[v] * on(v, i);
      }
    }
    return statistics;
  }

  /** Whether unit i of a state is on: 1 or 0. */
  static int on(int state, int i) {
    return state >>> i & 1;
  }
}
