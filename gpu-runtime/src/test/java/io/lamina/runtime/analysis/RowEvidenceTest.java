package io.lamina.runtime.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.TestedDevice;
import io.lamina.zoo.plan.layer.Rbm.Visible;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RowEvidenceTest {
  private static final int VISIBLE = 5;
  private static final int HIDDEN = 3;
  private static final RandomKey KEY = RandomKey.of(3);

  @Test
  void ofFewUnitsItIsThePseudoLikelihood() {
    RbmParameters rbm = RandomRbm.bernoulli(VISIBLE, HIDDEN, 1.5, 7);
    float[] states = States.all(VISIBLE);
    double[] logs = new ExactLikelihood(rbm).logLikelihoods(states);

    double[] evidence = evidence(rbm, states);

    for (int row = 0; row < logs.length; row++) {
      double sum = 0;
      for (int i = 0; i < VISIBLE; i++) {
        sum -= Math.log1p(Math.exp(logs[row ^ (1 << i)] - logs[row]));
      }
      assertThat(evidence[row]).isCloseTo(sum, Offset.offset(1e-4));
    }
  }

  @Test
  void ofManyUnitsItIsRightInTheMean() {
    int visible = 37;
    RbmParameters rbm = RandomRbm.bernoulli(visible, HIDDEN, 0.5, 7);
    float[] row = new float[visible];
    for (int i = 0; i < visible; i += 3) {
      row[i] = 1;
    }
    int copies = 2000;
    float[] rows = new float[copies * visible];
    for (int copy = 0; copy < copies; copy++) {
      System.arraycopy(row, 0, rows, copy * visible, visible);
    }

    double mean = Arrays.stream(evidence(rbm, rows)).average().orElseThrow();

    assertThat(mean).isCloseTo(pseudoLikelihood(rbm, row), Offset.offset(0.4));
  }

  private static double pseudoLikelihood(RbmParameters rbm, float[] row) {
    try (FreeEnergies energies = new FreeEnergies(rbm, 1, TestedDevice.open())) {
      double own = energies.of(row)[0];
      double sum = 0;
      for (int i = 0; i < row.length; i++) {
        float[] flipped = row.clone();
        flipped[i] = 1 - flipped[i];
        sum -= Math.log1p(Math.exp(own - energies.of(flipped)[0]));
      }
      return sum;
    }
  }

  /** By differences of the free energy. */
  @Test
  void ofGaussianUnitsItIsTheScore() {
    RbmParameters rbm = RandomRbm.of(Visible.GAUSSIAN, VISIBLE, HIDDEN, 0.8, 7);
    float[] row = {0.3f, -1.2f, 0.7f, 2f, -0.4f};
    double step = 0.05;
    double expected = 0;
    try (FreeEnergies energies = new FreeEnergies(rbm, 1, TestedDevice.open())) {
      double own = energies.of(row)[0];
      for (int i = 0; i < VISIBLE; i++) {
        float[] up = row.clone();
        float[] down = row.clone();
        up[i] += (float) step;
        down[i] -= (float) step;
        double above = energies.of(up)[0];
        double below = energies.of(down)[0];
        double slope = (above - below) / (2 * step);
        double curvature = (above + below - 2 * own) / (step * step);
        expected += slope * slope / 2 + (1 - curvature);
      }
    }

    assertThat(evidence(rbm, row)[0]).isCloseTo(expected, Offset.offset(0.02));
  }

  @Test
  void aGaussianMachineThatIsFarFromTheRowsScoresWorse() {
    float[] rows = new float[20 * VISIBLE];

    assertThat(evidence(machineAt(0), rows)).containsOnly(0.0);
    assertThat(evidence(machineAt(3), rows)).containsOnly(VISIBLE * 9 / 2.0);
  }

  @Test
  void rowsAreAskedByTheirNumbers() {
    RbmParameters rbm = RandomRbm.bernoulli(40, HIDDEN, 1.5, 7);
    float[] rows = new float[2 * 40];
    try (RowEvidence evidence = new RowEvidence(rbm, 2, TestedDevice.open())) {
      double[] both = evidence.of(rows, new long[] {8, 9}, KEY);
      double[] turned = evidence.of(rows, new long[] {9, 8}, KEY);

      assertThat(both[0]).isNotEqualTo(both[1]);
      assertThat(turned).containsExactly(both[1], both[0]);
      assertThat(evidence.of(rows, new long[] {8, 9}, RandomKey.of(4))).isNotEqualTo(both);
    }
  }

  /** Without hidden units that do anything. */
  private static RbmParameters machineAt(float mean) {
    float[] vector = new float[VISIBLE + 1 + VISIBLE];
    Arrays.fill(vector, VISIBLE + 1, vector.length, mean);
    return new RbmParameters(Visible.GAUSSIAN, VISIBLE, 1, vector);
  }

  private static double[] evidence(RbmParameters rbm, float[] rows) {
    int count = rows.length / rbm.visible();
    try (RowEvidence evidence = new RowEvidence(rbm, count, TestedDevice.open())) {
      return evidence.of(rows, LongStream.range(0, count).toArray(), KEY);
    }
  }
}
