package io.lamina.runtime.train;

/**
 * A convolutional machine small enough to sum over all its states: 3×3 visible units, three filters
 * of 2×2, and at most one unit on in the map of each, which has 2×2 units.
 */
final class TinyCompeting {
  static final int SIDE = 3;
  static final int VISIBLE = SIDE * SIDE;
  static final int FILTERS = 3;
  static final int POSITIONS = 4;
  static final int WEIGHTS = POSITIONS * FILTERS;

  /** Of a map: one of the units is on, or none. */
  private static final int STATES = POSITIONS + 1;

  private static final int PATCH = 4;

  private final float[] parameters;

  /**
   * Parameters in the trainer's order: weights (patch × filters), a bias each, the visible bias.
   */
  TinyCompeting(float[] parameters) {
    this.parameters = parameters;
  }

  /** The mean log-likelihood of the examples, each a set of visible units that are on. */
  double logLikelihood(int... examples) {
    double all = 0;
    for (int v = 0; v < 1 << VISIBLE; v++) {
      all += weight(v);
    }
    double sum = 0;
    for (int v : examples) {
      sum += Math.log(weight(v) / all);
    }
    return sum / examples.length;
  }

  /** {@code Σₕ exp(-E(v, h))}, over the states of all maps. */
  private double weight(int v) {
    double product = Math.exp(visibleBias() * Integer.bitCount(v));
    for (int filter = 0; filter < FILTERS; filter++) {
      product *= sum(v, filter);
    }
    return product;
  }

  /** Over the states of a map. */
  private double sum(int v, int filter) {
    double sum = 1;
    for (int position = 0; position < POSITIONS; position++) {
      sum += Math.exp(input(v, filter, position));
    }
    return sum;
  }

  private double input(int v, int filter, int position) {
    double input = parameters[WEIGHTS + filter];
    for (int i = 0; i < PATCH; i++) {
      input += parameters[filter * PATCH + i] * TinyRbm.on(v, seen(position, i));
    }
    return input;
  }

  /** The visible unit that is the i-th of the patch at a position. */
  private static int seen(int position, int i) {
    return (position / 2 + i / 2) * SIDE + position % 2 + i % 2;
  }

  private double visibleBias() {
    return parameters[WEIGHTS + FILTERS];
  }

  /** The probability of a map's state: that a unit is on, or, the last one, that none is. */
  private double probability(int v, int filter, int state) {
    double weight = state < POSITIONS ? Math.exp(input(v, filter, state)) : 1;
    return weight / sum(v, filter);
  }

  /** The probabilities of all visible states after one step of Gibbs sampling. */
  double[] gibbs(double[] states) {
    double[] next = new double[states.length];
    for (int h = 0; h < STATES * STATES * STATES; h++) {
      double reached = 0;
      for (int v = 0; v < states.length; v++) {
        reached += states[v] > 0 ? states[v] * hidden(v, h) : 0;
      }
      double[] means = visibleMeans(h);
      for (int v = 0; v < next.length; v++) {
        double probability = reached;
        for (int i = 0; i < VISIBLE; i++) {
          probability *= TinyRbm.on(v, i) == 1 ? means[i] : 1 - means[i];
        }
        next[v] += probability;
      }
    }
    return next;
  }

  private double hidden(int v, int h) {
    double probability = 1;
    int rest = h;
    for (int filter = 0; filter < FILTERS; filter++) {
      probability *= probability(v, filter, rest % STATES);
      rest /= STATES;
    }
    return probability;
  }

  private double[] visibleMeans(int h) {
    double[] means = new double[VISIBLE];
    int rest = h;
    for (int filter = 0; filter < FILTERS; filter++) {
      int state = rest % STATES;
      for (int i = 0; i < PATCH && state < POSITIONS; i++) {
        means[seen(state, i)] += parameters[filter * PATCH + i];
      }
      rest /= STATES;
    }
    for (int i = 0; i < VISIBLE; i++) {
      means[i] = 1 / (1 + Math.exp(-means[i] - visibleBias()));
    }
    return means;
  }

  /**
   * The expected statistics under such probabilities of the visible states, summed over positions:
   * of each weight, of each filter's units, and of the visible units.
   */
  double[] statistics(double[] states) {
    double[] statistics = new double[parameters.length];
    for (int v = 0; v < states.length; v++) {
      for (int filter = 0; filter < FILTERS; filter++) {
        for (int position = 0; position < POSITIONS; position++) {
          double on = states[v] * probability(v, filter, position);
          statistics[WEIGHTS + filter] += on;
          for (int i = 0; i < PATCH; i++) {
            statistics[filter * PATCH + i] += on * TinyRbm.on(v, seen(position, i));
          }
        }
      }
      statistics[WEIGHTS + FILTERS] += states[v] * Integer.bitCount(v);
    }
    return statistics;
  }
}
