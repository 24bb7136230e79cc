package io.lamina.runtime.analysis;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.SoftplusSum;

/**
 * How well a restricted Boltzmann machine agrees with each of some rows, in figures without a
 * partition function: two machines can be compared row by row.
 *
 * <ul>
 *   <li>With Bernoulli visible units it is the pseudo-log-likelihood, more is better. It is
 *       estimated as {@link PseudoLikelihood} does, by flipping units of the row: at most sixteen,
 *       at equal distances from each other. With sixteen units or fewer it is exact.
 *   <li>With Gaussian ones it is Hyvärinen's score, less is better: half the squared gradient of
 *       the free energy minus its Laplacian, which is {@code ½‖v - c - W h‖² + Σ hⱼ (1 - hⱼ) ‖wⱼ‖²}
 *       but for a constant (Estimation of non-normalized statistical models by score matching, JMLR
 *       6, 2005). That of free energies alone would say nothing: each machine has an unknown
 *       constant of its own.
 * </ul>
 *
 * <p>Which units are flipped follows from a key and the row's number, so that two machines are
 * asked the same. One thread at a time; closing frees the device's memory.
 */
public final class RowEvidence implements AutoCloseable {
  private static final int FLIPS = 16;

  private final RbmParameters machine;
  private final DeviceRbm rbm;
  private final Matrix visible;
  private final Matrix means;
  private final Matrix hidden;

  /**
   * @param batch the most rows of a call, at least 1
   * @param operations the device; closed with this
   */
  public RowEvidence(RbmParameters machine, int batch, Operations operations) {
    this.machine = machine;
    this.rbm = DeviceRbm.upload(machine, operations);
    this.visible = operations.allocate(machine.visible(), batch);
    this.means = operations.allocate(machine.visible(), batch);
    this.hidden = operations.allocate(machine.hidden(), batch);
  }

  /**
   * The figure of each row.
   *
   * @param values of the rows, one after the other; what follows is not read
   * @param numbers of the rows
   * @param key of the random numbers
   */
  public double[] of(float[] values, long[] numbers, RandomKey key) {
    return switch (machine.visibleUnits()) {
      case BERNOULLI -> pseudoLikelihoods(values, numbers, key);
      case GAUSSIAN -> scores(values, numbers.length);
    };
  }

  private double[] pseudoLikelihoods(float[] values, long[] numbers, RandomKey key) {
    int units = machine.visible();
    int flips = Math.min(FLIPS, units);
    float[] states = new float[numbers.length * units];
    for (int i = 0; i < states.length; i++) {
      states[i] = values[i] < 0.5f ? 0f : 1f;
    }
    double[] before = energies(states, numbers.length);
    double[] figures = new double[numbers.length];
    for (int k = 0; k < flips; k++) {
      int further = (int) ((long) k * units / flips);
      flip(states, numbers, key, further);
      double[] flipped = energies(states, numbers.length);
      flip(states, numbers, key, further);
      for (int row = 0; row < figures.length; row++) {
        figures[row] += SoftplusSum.logSigmoid(flipped[row] - before[row]) * units / flips;
      }
    }
    return figures;
  }

  /** Flips the unit of each row that lies so much further than the first one. */
  private void flip(float[] states, long[] numbers, RandomKey key, int further) {
    int units = machine.visible();
    for (int row = 0; row < numbers.length; row++) {
      int first = key.with(numbers[row]).below(0, units);
      int at = row * units + (first + further) % units;
      states[at] = 1f - states[at];
    }
  }

  private double[] energies(float[] states, int rows) {
    Matrix batch = visible.columns(0, rows);
    rbm.operations().upload(states, 0, batch);
    return rbm.freeEnergies(batch, hidden.columns(0, rows));
  }

  private double[] scores(float[] values, int rows) {
    Matrix batch = visible.columns(0, rows);
    Matrix codes = hidden.columns(0, rows);
    Matrix made = means.columns(0, rows);
    rbm.operations().upload(values, 0, batch);
    rbm.hiddenProbabilities(batch, codes);
    rbm.visibleMeans(codes, made);
    float[] on = rbm.host(codes);
    float[] mean = rbm.host(made);
    double[] squares = squares();
    double[] scores = new double[rows];
    for (int row = 0; row < rows; row++) {
      scores[row] = distance(values, mean, row) / 2 + curvature(on, row, squares);
    }
    return scores;
  }

  private double distance(float[] values, float[] means, int row) {
    double sum = 0;
    for (int i = row * machine.visible(); i < (row + 1) * machine.visible(); i++) {
      double difference = (double) values[i] - means[i];
      sum += difference * difference;
    }
    return sum;
  }

  private double curvature(float[] on, int row, double[] squares) {
    double sum = 0;
    for (int j = 0; j < squares.length; j++) {
      double p = on[row * squares.length + j];
      sum += p * (1 - p) * squares[j];
    }
    return sum;
  }

  /** Of each hidden unit's weights the sum. */
  private double[] squares() {
    float[] weights = rbm.host(rbm.weights());
    double[] squares = new double[machine.hidden()];
    for (int i = 0; i < weights.length; i++) {
      squares[i / machine.visible()] += (double) weights[i] * weights[i];
    }
    return squares;
  }

  @Override
  public void close() {
    rbm.operations().close();
  }
}
