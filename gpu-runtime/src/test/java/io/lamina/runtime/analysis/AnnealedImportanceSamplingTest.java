package io.lamina.runtime.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.ReferenceOperations;
import io.lamina.runtime.device.TestedDevice;
import io.lamina.zoo.plan.layer.Rbm.Visible;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnealedImportanceSamplingTest {
  private static final int PARTICLES = 200;

  @ParameterizedTest
  @CsvSource({"10,8,1,1", "10,8,1.5,2", "8,10,2,3", "12,5,2,4", "3,12,1.5,5", "16,10,1,6"})
  void holdsTheExactPartitionFunctionInItsInterval(
      int visible, int hidden, double deviation, long seed) {
    RbmParameters rbm = RandomRbm.bernoulli(visible, hidden, deviation, seed);
    PartitionEstimate estimate =
        estimate(rbm, BaseModel.even(Visible.BERNOULLI, visible), 1000, seed);

    assertThat(new ExactLikelihood(rbm).logPartition()).isBetween(estimate.low(), estimate.high());
    assertThat(estimate.high() - estimate.low()).isLessThan(0.5);
  }

  @ParameterizedTest
  @CsvSource({"10,8,0.5,1", "6,10,0.7,2", "12,5,0.6,3", "3,12,1,4"})
  void holdsThatOfGaussianUnitsToo(int visible, int hidden, double deviation, long seed) {
    RbmParameters rbm = RandomRbm.of(Visible.GAUSSIAN, visible, hidden, deviation, seed);
    double exact = new ExactLikelihood(rbm).logPartition();
    for (BaseModel base :
        new BaseModel[] {BaseModel.even(Visible.GAUSSIAN, visible), BaseModel.of(rbm)}) {
      PartitionEstimate estimate = estimate(rbm, base, 1000, seed);

      assertThat(exact).isBetween(estimate.low(), estimate.high());
      assertThat(estimate.high() - estimate.low()).isLessThan(0.5);
    }
  }

  /** Its errors are as large as it says: in units of what it states their mean square is 1. */
  @Test
  void statesItsOwnError() {
    RbmParameters rbm = RandomRbm.bernoulli(9, 6, 1.5, 11);
    double exact = new ExactLikelihood(rbm).logPartition();
    int runs = 40;
    double meanSquare = 0;
    for (int run = 0; run < runs; run++) {
      PartitionEstimate estimate = estimate(rbm, BaseModel.even(Visible.BERNOULLI, 9), 150, run);
      double error = (estimate.logPartition() - exact) / estimate.standardError();
      meanSquare += error * error / runs;
    }
    assertThat(meanSquare).isBetween(0.5, 1.7);
  }

  @Test
  void theBaseModelDoNotChangeTheResultButItsError() {
    float[] vector = RandomRbm.bernoulli(8, 4, 0.3, 12).vector();
    for (int i = 0; i < 8; i++) {
      vector[8 * 4 + 4 + i] = i % 2 == 0 ? 3 : -3;
    }
    RbmParameters rbm = new RbmParameters(Visible.BERNOULLI, 8, 4, vector);
    PartitionEstimate near = estimate(rbm, BaseModel.of(rbm), 50, 1);
    PartitionEstimate far = estimate(rbm, BaseModel.even(Visible.BERNOULLI, 8), 50, 1);
    double exact = new ExactLikelihood(rbm).logPartition();

    assertThat(exact).isBetween(near.low(), near.high()).isBetween(far.low(), far.high());
    assertThat(near.standardError()).isLessThan(far.standardError() / 2);
  }

  @Test
  void isExactWhereTheMachineIsTheBase() {
    float[] vector = new float[3 * 2 + 2 + 3];
    vector[8] = 2;
    vector[9] = -1;
    RbmParameters rbm = new RbmParameters(Visible.BERNOULLI, 3, 2, vector);
    PartitionEstimate estimate = estimate(rbm, BaseModel.of(rbm), 10, 1);

    assertThat(estimate.logPartition())
        .isCloseTo(new ExactLikelihood(rbm).logPartition(), Offset.offset(1e-9));
    assertThat(estimate.standardError()).isLessThan(1e-9);
  }

  @Test
  void theKeyFixesTheEstimate() {
    RbmParameters rbm = RandomRbm.bernoulli(6, 4, 1, 13);
    PartitionEstimate first = estimate(rbm, BaseModel.even(Visible.BERNOULLI, 6), 20, 1);

    assertThat(estimate(rbm, BaseModel.even(Visible.BERNOULLI, 6), 20, 1)).isEqualTo(first);
    assertThat(estimate(rbm, BaseModel.even(Visible.BERNOULLI, 6), 20, 2)).isNotEqualTo(first);
  }

  @Test
  void refusesWhatItCannotEstimate() {
    RbmParameters gaussian = RandomRbm.of(Visible.GAUSSIAN, 3, 2, 1, 1);
    RbmParameters rbm = RandomRbm.bernoulli(3, 2, 1, 1);

    assertThatThrownBy(() -> open(gaussian, BaseModel.even(Visible.BERNOULLI, 3), 10))
        .hasMessage("visible units are GAUSSIAN, those of the base BERNOULLI");
    assertThatThrownBy(() -> open(rbm, BaseModel.even(Visible.BERNOULLI, 4), 10))
        .hasMessage("a base of 4 units for 3 visible ones");
    assertThatThrownBy(() -> open(rbm, BaseModel.even(Visible.BERNOULLI, 3), 1))
        .hasMessage("particles is 1, must be at least 2");
  }

  private static void open(RbmParameters rbm, BaseModel base, int particles) {
    new AnnealedImportanceSampling(rbm, base, particles, new ReferenceOperations()).close();
  }

  private static PartitionEstimate estimate(
      RbmParameters rbm, BaseModel base, int steps, long seed) {
    try (AnnealedImportanceSampling sampling =
        new AnnealedImportanceSampling(rbm, base, PARTICLES, TestedDevice.open())) {
      return sampling.estimate(new Temperatures(steps), RandomKey.of(seed));
    }
  }
}
