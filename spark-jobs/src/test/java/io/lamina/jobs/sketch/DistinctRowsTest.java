package io.lamina.jobs.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DistinctRowsTest {
  private static final int LENGTH = 3;

  /** Rows of numbers of which each is different. */
  private static float[] rows(int count) {
    Random random = new Random(1);
    float[] values = new float[count * LENGTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % LENGTH == 0 ? i : random.nextFloat();
    }
    return values;
  }

  private static DistinctRows of(float... values) {
    return DistinctRows.of(values, values.length / LENGTH, LENGTH);
  }

  @Test
  void fewRowsAreCountedExactly() {
    assertThat(DistinctRows.none().count()).isZero();
    assertThat(of(rows(4000)).count()).isEqualTo(4000);
    assertThat(of(1, 2, 3, 3, 2, 1, 1, 2, 3).count()).isEqualTo(2);
    assertThat(of(1, 0f, 3, 1, -0f, 3).count()).isEqualTo(1);
    assertThat(of(0, 1, 0, 1, 0, 0).count()).isEqualTo(2);
  }

  @Test
  void manyRowsAreCountedNearly() {
    DistinctRows many = of(rows(200_000));

    assertThat((double) many.count()).isCloseTo(200_000, within(4 * 0.016 * 200_000));
    assertThat(many.plus(many)).isEqualTo(many);
  }

  @Test
  void partsInAnyOrderCountAsTheWhole() {
    float[] all = rows(20_000);
    DistinctRows whole = of(all);
    DistinctRows low = DistinctRows.of(all, 12_000, LENGTH);
    float[] rest = java.util.Arrays.copyOfRange(all, 9_000 * LENGTH, all.length);

    assertThat(low.plus(of(rest))).isEqualTo(whole);
    assertThat(of(rest).plus(low)).isEqualTo(whole).hasSameHashCodeAs(whole);
  }
}
