package io.lamina.runtime.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BaseRatesTest {
  @Test
  void areTheLogOddsOfExamplesWithOneMoreOnAndOneMoreOff() {
    BaseRates rates = BaseRates.of(new float[] {1, 0, 1, 0, 0.5f, 0}, 2);

    assertThat((double) rates.logits()[0]).isCloseTo(Math.log(3.5 / 1.5), Offset.offset(1e-6));
    assertThat((double) rates.logits()[1]).isCloseTo(Math.log(1.0 / 4), Offset.offset(1e-6));
  }

  @Test
  void theirPartitionFunctionIsAProduct() {
    BaseRates rates = new BaseRates(new float[] {1, -2});

    assertThat(rates.logPartition())
        .isCloseTo(Math.log((1 + Math.exp(1)) * (1 + Math.exp(-2))), Offset.offset(1e-12));
  }

  @Test
  void refuseWhatIsNoProbability() {
    assertThatThrownBy(() -> BaseRates.of(new float[] {0, 1, 0, 1.5f}, 2))
        .hasMessage("value 1 of example 1 is 1.5, must be in [0, 1]");
    assertThatThrownBy(() -> BaseRates.of(new float[] {Float.NaN, 1}, 2))
        .hasMessageContaining("is NaN");
    assertThatThrownBy(() -> new BaseRates(new float[] {Float.POSITIVE_INFINITY}))
        .hasMessage("logit 0 is Infinity, must be finite");
  }
}
