package io.lamina.jobs.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

final class ColumnDistancesTest {
  private final Random random = new Random(3);

  private static ColumnSketch sketch(int count, DoubleSupplier values) {
    ColumnSketcher sketcher = new ColumnSketcher();
    for (int i = 0; i < count; i++) {
      sketcher.add((float) values.getAsDouble());
    }
    return sketcher.sketch();
  }

  @Test
  void aShiftIsMeasuredInStandardDeviations() {
    ColumnSketch before = sketch(40_000, () -> 100 + 2 * random.nextGaussian());

    for (double shift : new double[] {-3, 0.5, 4}) {
      ColumnSketch now = sketch(30_000, () -> 100 + shift + 2 * random.nextGaussian());

      assertThat(ColumnDistances.of(now, before).wasserstein())
          .isCloseTo(Math.abs(shift) / 2, within(0.03));
    }
  }

  /** Two normal distributions a quarter of a deviation apart: known by integration. */
  @Test
  void theStabilityIndexIsThatOfTheTenths() {
    ColumnSketch before = sketch(200_000, random::nextGaussian);
    ColumnSketch now = sketch(200_000, () -> 0.25 + random.nextGaussian());

    assertThat(ColumnDistances.of(now, before).stability()).isCloseTo(0.0605, within(0.006));
    assertThat(ColumnDistances.of(before, before).stability()).isZero();
  }

  @Test
  void constantAndMissingColumnsHaveDistances() {
    ColumnSketch constant = sketch(500, () -> 3);
    ColumnSketch other = sketch(500, () -> 4);
    ColumnSketch missing = sketch(500, () -> Double.NaN);

    assertThat(ColumnDistances.of(constant, constant).wasserstein()).isZero();
    assertThat(ColumnDistances.of(other, constant).wasserstein()).isCloseTo(2, within(1e-9));
    assertThat(ColumnDistances.of(other, constant).shares().distance()).isEqualTo(1);
    assertThat(ColumnDistances.of(missing, constant).shares().distance()).isEqualTo(1);
    assertThat(ColumnDistances.of(missing, missing).shares().distance()).isZero();
  }

  @Test
  void aTailIsWhatLiesBeyondNinetyNineOfAHundred() {
    ColumnSketch before = sketch(5_000, random::nextDouble);
    ColumnSketch same = sketch(5_000, random::nextDouble);
    ColumnSketch high = sketch(5_000, () -> random.nextInt(20) == 0 ? 2 : random.nextDouble());
    ColumnSketch low = sketch(5_000, () -> random.nextInt(20) == 0 ? -2 : random.nextDouble());

    assertThat(Tail.upper(same, before).excess()).isBetween(-0.01, 0.01);
    assertThat(Tail.upper(same, before).p()).isGreaterThan(0.001);
    assertThat(Tail.upper(high, before).excess()).isBetween(0.04, 0.06);
    assertThat(Tail.upper(high, before).p()).isLessThan(1e-20);
    assertThat(Tail.lower(high, before).p()).isGreaterThan(0.001);
    assertThat(Tail.lower(low, before).excess()).isBetween(0.04, 0.06);
    assertThat(Tail.lower(low, before).p()).isLessThan(1e-20);
    assertThatThrownBy(() -> Tail.lower(low, ColumnSketch.empty()))
        .hasMessage("a column without finite values cannot be compared");
  }

  /** Of a thousand pairs of samples no more have a small p than p says. */
  @Test
  void theProbabilityOfATailIsNotTooLow() {
    int small = 0;
    for (int i = 0; i < 1_000; i++) {
      ColumnSketch before = sketch(800, random::nextGaussian);
      small += Tail.upper(sketch(500, random::nextGaussian), before).p() < 0.05 ? 1 : 0;
    }

    assertThat(small).isBetween(5, 60);
  }
}
