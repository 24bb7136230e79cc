package io.lamina.runtime.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.zoo.plan.layer.Rbm.Visible;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BaseModelTest {
  @Test
  void areTheLogOddsOfExamplesWithOneMoreOnAndOneMoreOff() {
    BaseModel rates = BaseModel.rates(new float[] {1, 0, 1, 0, 0.5f, 0}, 2);

    assertThat((double) rates.biases()[0]).isCloseTo(Math.log(3.5 / 1.5), Offset.offset(1e-6));
    assertThat((double) rates.biases()[1]).isCloseTo(Math.log(1.0 / 4), Offset.offset(1e-6));
  }

  @Test
  void theirPartitionFunctionIsAProduct() {
    BaseModel rates = new BaseModel(Visible.BERNOULLI, new float[] {1, -2});

    assertThat(rates.logPartition())
        .isCloseTo(Math.log((1 + Math.exp(1)) * (1 + Math.exp(-2))), Offset.offset(1e-12));
  }

  @Test
  void gaussianUnitsStartAtTheMeansOfExamples() {
    BaseModel means = BaseModel.means(new float[] {1, -2, 2, -4}, 2);

    assertThat(means.biases()).containsExactly(1.5f, -3f);
    assertThat(means.logPartition())
        .isCloseTo((2.25 + 9) / 2 + Math.log(2 * Math.PI), Offset.offset(1e-12));
  }

  @Test
  void refuseWhatIsNoProbability() {
    assertThatThrownBy(() -> BaseModel.rates(new float[] {0, 1, 0, 1.5f}, 2))
        .hasMessage("value 1 of example 1 is 1.5, must be in [0, 1]");
    assertThatThrownBy(() -> BaseModel.rates(new float[] {Float.NaN, 1}, 2))
        .hasMessageContaining("is NaN");
    assertThatThrownBy(
            () -> new BaseModel(Visible.BERNOULLI, new float[] {Float.POSITIVE_INFINITY}))
        .hasMessage("bias 0 is Infinity, must be finite");
  }
}
