package io.lamina.runtime.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PartitionEstimateTest {
  private static final Offset<Double> ROUNDING = Offset.offset(1e-12);

  @Test
  void isTheMeanWeightWithTheDeviationOfTheMean() {
    double[] logWeights = {Math.log(1), Math.log(2), Math.log(3), Math.log(2)};
    PartitionEstimate estimate = PartitionEstimate.of(2000, logWeights);
    double error = Math.sqrt((1 + 0 + 1 + 0) / 3.0 / 4) / 2;

    assertThat(estimate.logPartition()).isCloseTo(2000 + Math.log(2), ROUNDING);
    assertThat(estimate.standardError()).isCloseTo(error, ROUNDING);
    assertThat(estimate.low()).isCloseTo(2000 + Math.log(2 * (1 - 3 * error)), ROUNDING);
    assertThat(estimate.high()).isCloseTo(2000 + Math.log(2 * (1 + 3 * error)), ROUNDING);
  }

  @Test
  void takesWeightsOfAnySize() {
    for (double shift : new double[] {-5000, 5000}) {
      PartitionEstimate estimate =
          PartitionEstimate.of(0, new double[] {shift, shift + Math.log(3)});

      assertThat(estimate.logPartition() - shift).isCloseTo(Math.log(2), Offset.offset(1e-9));
      assertThat(estimate.standardError()).isCloseTo(0.5, Offset.offset(1e-9));
    }
  }

  @Test
  void hasNoBoundsWhereThreeDeviationsAreAllOrMore() {
    PartitionEstimate estimate = PartitionEstimate.of(0, new double[] {0, 5});

    assertThat(estimate.low()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(estimate.high()).isEqualTo(Double.POSITIVE_INFINITY);
  }
}
