package io.lamina.runtime.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemperaturesTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 29, 14_500})
  void riseFromNothingToOne(int steps) {
    Temperatures temperatures = new Temperatures(steps);

    assertThat(temperatures.inverse(0)).isZero();
    for (int step = 1; step <= steps; step++) {
      assertThat(temperatures.inverse(step)).isGreaterThan(temperatures.inverse(step - 1));
    }
    assertThat(temperatures.inverse(steps)).isEqualTo(1);
  }

  /** 500 to 0.5, 4,000 to 0.9, 10,000 to 1. */
  @Test
  void arePublishedOnesFor14500Steps() {
    Temperatures temperatures = new Temperatures(14_500);
    Offset<Double> rounding = Offset.offset(1e-12);

    assertThat(temperatures.inverse(1)).isCloseTo(0.001, rounding);
    assertThat(temperatures.inverse(500)).isCloseTo(0.5, rounding);
    assertThat(temperatures.inverse(501)).isCloseTo(0.5001, rounding);
    assertThat(temperatures.inverse(4500)).isCloseTo(0.9, rounding);
    assertThat(temperatures.inverse(4501)).isCloseTo(0.90001, rounding);
  }

  @Test
  void refuseNoStep() {
    assertThatThrownBy(() -> new Temperatures(0)).hasMessage("steps is 0, must be at least 1");
  }
}
