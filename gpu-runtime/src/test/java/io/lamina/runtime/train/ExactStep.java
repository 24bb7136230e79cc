package io.lamina.runtime.train;

import io.lamina.zoo.plan.layer.Rbm.Hidden;
import io.lamina.zoo.plan.layer.Rbm.Visible;
import io.lamina.zoo.plan.layer.Rbm.VisibleStates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a step of contrastive divergence (CD-1) expects of a tiny machine, whatever its units are:
 * states that are on or off are summed over, noise is integrated over by the trapezoidal rule.
 * Hidden units count by their codes: probabilities, or inputs without their noise, rectified.
 */
final class ExactStep {
  /** With a kink in the integrand, as rectifiers have, the rule is off by 3 · 10⁻⁴ at most. */
  private static final double MESH = 0.1;

  private static final double OUTERMOST = 6;

  private final Visible visibleUnits;
  private final VisibleStates visibleStates;
  private final Hidden hiddenUnits;
  private final int visible;
  private final int hidden;
  private final float[] parameters;

  /** Parameters in the trainer's order: weights (visible × hidden), hidden bias, visible bias. */
  ExactStep(
      Visible visibleUnits,
      VisibleStates visibleStates,
      Hidden hiddenUnits,
      int visible,
      int hidden,
      float[] parameters) {
    this.visibleUnits = visibleUnits;
    this.visibleStates = visibleStates;
    this.hiddenUnits = hiddenUnits;
    this.visible = visible;
    this.hidden = hidden;
    this.parameters = parameters;
  }

  /** A value that is drawn, and its probability. */
  record Drawn(double value, double probability) {}

  /** The mean update at a learning rate of 1: the statistics of the data less the chain's. */
  double[] update(double[][] examples) {
    double[] update = new double[parameters.length];
    for (double[] example : examples) {
      addStatistics(example, 1.0 / examples.length, update);
      addEnds(example, 0, new double[hidden], -1.0 / examples.length, update);
    }
    return update;
  }

  /** Half the squared error of an example's reconstruction from its codes. */
  double reconstructionError(double[] example) {
    double[] codes = new double[hidden];
    for (int j = 0; j < hidden; j++) {
      codes[j] = code(hiddenInput(example, j));
    }
    double error = 0;
    for (int i = 0; i < visible; i++) {
      error += Math.pow(visibleMean(codes, i) - example[i], 2) / 2;
    }
    return error;
  }

  /** The states of a hidden unit. */
  static List<Drawn> states(Hidden units, double input) {
    double sigmoid = sigmoid(input);
    if (units == Hidden.BERNOULLI) {
      return List.of(new Drawn(0, 1 - sigmoid), new Drawn(1, sigmoid));
    }
    return normal().stream()
        .map(n -> new Drawn(Math.max(0, input + n.value * Math.sqrt(sigmoid)), n.probability))
        .toList();
  }

  private static List<Drawn> normal() {
    List<Drawn> normal = new ArrayList<>();
    for (double x = -OUTERMOST; x <= OUTERMOST; x += MESH) {
      normal.add(new Drawn(x, MESH * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI)));
    }
    return normal;
  }

  /** For every state of the hidden units from unit j on: the statistics where the chain ends. */
  private void addEnds(double[] from, int j, double[] states, double weight, double[] target) {
    if (j < hidden) {
      for (Drawn state : states(hiddenUnits, hiddenInput(from, j))) {
        states[j] = state.value;
        addEnds(from, j + 1, states, weight * state.probability, target);
      }
    } else if (visibleStates == VisibleStates.MEANS) {
      addStatistics(visibleMeans(states), weight, target);
    } else if (visibleUnits == Visible.BERNOULLI) {
      addBinaryEnds(states, 0, new double[visible], weight, target);
    } else {
      addGaussianEnd(states, weight, target);
    }
  }

  private void addBinaryEnds(double[] states, int i, double[] end, double weight, double[] target) {
    if (i == visible) {
      addStatistics(end, weight, target);
      return;
    }
    double on = visibleMean(states, i);
    end[i] = 1;
    addBinaryEnds(states, i + 1, end, weight * on, target);
    end[i] = 0;
    addBinaryEnds(states, i + 1, end, weight * (1 - on), target);
  }

  /**
   * A hidden unit's input is normal, of the standard deviation ‖w‖, and a visible unit's covariance
   * with the code is what the input's is, times wᵢ / ‖w‖².
   */
  private void addGaussianEnd(double[] states, double weight, double[] target) {
    double[] means = visibleMeans(states);
    for (int j = 0; j < hidden; j++) {
      double mean = hiddenInput(means, j);
      double deviation = norm(j);
      for (Drawn n : normal()) {
        double code = weight * n.probability * code(mean + deviation * n.value);
        target[visible * hidden + j] += code;
        for (int i = 0; i < visible; i++) {
          target[j * visible + i] += code * (means[i] + n.value * weight(i, j) / deviation);
        }
      }
    }
    for (int i = 0; i < visible; i++) {
      target[visible * hidden + hidden + i] += weight * means[i];
    }
  }

  private void addStatistics(double[] at, double weight, double[] target) {
    for (int j = 0; j < hidden; j++) {
      double code = weight * code(hiddenInput(at, j));
      target[visible * hidden + j] += code;
      for (int i = 0; i < visible; i++) {
        target[j * visible + i] += code * at[i];
      }
    }
    for (int i = 0; i < visible; i++) {
      target[visible * hidden + hidden + i] += weight * at[i];
    }
  }

  private double code(double input) {
    return hiddenUnits == Hidden.BERNOULLI ? sigmoid(input) : Math.max(0, input);
  }

  private double hiddenInput(double[] from, int j) {
    double input = parameters[visible * hidden + j];
    for (int i = 0; i < visible; i++) {
      input += weight(i, j) * from[i];
    }
    return input;
  }

  private double[] visibleMeans(double[] states) {
    double[] means = new double[visible];
    Arrays.setAll(means, i -> visibleMean(states, i));
    return means;
  }

  private double visibleMean(double[] states, int i) {
    double input = parameters[visible * hidden + hidden + i];
    for (int j = 0; j < hidden; j++) {
      input += weight(i, j) * states[j];
    }
    return visibleUnits == Visible.BERNOULLI ? sigmoid(input) : input;
  }

  private double norm(int j) {
    double squares = 0;
    for (int i = 0; i < visible; i++) {
      squares += weight(i, j) * weight(i, j);
    }
    return Math.sqrt(squares);
  }

  private double weight(int i, int j) {
    return parameters[j * visible + i];
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
