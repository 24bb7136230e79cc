package io.lamina.jobs.data.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FixedPointTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 1 << 20, (1 << 20) + 1, 1L << 40})
  void aSumOfTheLargestTermsDoesNotOverflow(long terms) {
    FixedPoint fixed = new FixedPoint(terms);

    assertThat(Math.multiplyExact(fixed.of(1), terms)).isPositive();
    assertThat(Math.multiplyExact(fixed.of(-1), terms)).isNegative();
    assertThat(fixed.mean(terms * fixed.of(1))).isEqualTo(1);
    assertThat(fixed.mean(terms * fixed.of(-1))).isEqualTo(-1);
  }

  @Test
  void aTermIsRoundedToTheNearestUnit() {
    FixedPoint fixed = new FixedPoint(1 << 20);

    assertThat(fixed.of(0x0.9p-42)).isEqualTo(1);
    assertThat(fixed.of(-0x0.7p-42)).isZero();
    assertThat(fixed.mean(fixed.of(0.3) << 20)).isCloseTo(0.3, within(0x1p-43));
  }
}
