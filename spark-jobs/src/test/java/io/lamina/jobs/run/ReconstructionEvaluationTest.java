package io.lamina.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReconstructionEvaluationTest {
  @Test
  void theErrorIsTheMean() {
    ReconstructionEvaluation evaluation =
        ReconstructionEvaluation.of(new double[] {1, 2, 6}, Optional.empty());

    assertThat(evaluation.error()).isEqualTo(3);
    assertThat(evaluation.examples()).isEqualTo(3);
    assertThat(evaluation.anomalyAuc()).isEmpty();
  }

  @Test
  void theAreaIsOneWhereAllAnomaliesAreWorseAndZeroWhereAllAreBetter() {
    double[] errors = {1, 2, 8, 9};

    assertThat(area(errors, 0, 0, 1, 1)).isEqualTo(1);
    assertThat(area(errors, 1, 1, 0, 0)).isEqualTo(0);
    assertThat(area(errors, 0, 1, 0, 1)).isEqualTo(0.75);
  }

  @Test
  void tiesCountHalf() {
    assertThat(area(new double[] {5, 5, 5}, 0, 1, 0)).isEqualTo(0.5);
    assertThat(area(new double[] {1, 5, 5}, 0, 1, 0)).isEqualTo(0.75);
  }

  /** The definition: over all pairs of one of each class. */
  @Test
  void theAreaIsThatOfAllPairs() {
    Random random = new Random(4);
    double[] errors = random.ints(200, 0, 30).asDoubleStream().toArray();
    int[] labels = random.ints(200, 0, 2).toArray();
    double worse = 0;
    int pairs = 0;
    for (int i = 0; i < errors.length; i++) {
      for (int k = 0; k < errors.length; k++) {
        if (labels[i] == 1 && labels[k] == 0) {
          worse += errors[i] > errors[k] ? 1 : errors[i] == errors[k] ? 0.5 : 0;
          pairs++;
        }
      }
    }
    assertThat(area(errors, labels)).isCloseTo(worse / pairs, within(1e-12));
  }

  @Test
  void thereIsNoAreaOfOneClass() {
    assertThat(
            ReconstructionEvaluation.of(new double[] {1, 2}, Optional.of(new int[] {1, 1}))
                .anomalyAuc())
        .isEmpty();
  }

  @Test
  void nothingCannotBeEvaluated() {
    assertThatThrownBy(() -> ReconstructionEvaluation.of(new double[0], Optional.empty()))
        .hasMessageContaining("held-out set is empty");
  }

  private static double area(double[] errors, int... labels) {
    return ReconstructionEvaluation.of(errors, Optional.of(labels)).anomalyAuc().orElseThrow();
  }
}
