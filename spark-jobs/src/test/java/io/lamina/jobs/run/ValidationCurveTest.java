package io.lamina.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class ValidationCurveTest {
  @Test
  void theBestIsTheFirstOfTheLowest() {
    ValidationCurve curve = curve(3, 1, 2, 1);

    assertThat(curve.best().orElseThrow().round()).isEqualTo(2);
    assertThat(curve.sinceBest()).isEqualTo(2);
  }

  @Test
  void errorsCountBeforeLosses() {
    ValidationPoint fewerErrors = new ValidationPoint(1, 9, OptionalDouble.of(0.1));
    ValidationPoint lowerLoss = new ValidationPoint(1, 1, OptionalDouble.of(0.2));
    ValidationPoint both = new ValidationPoint(1, 1, OptionalDouble.of(0.1));

    assertThat(fewerErrors.isBetterThan(lowerLoss)).isTrue();
    assertThat(lowerLoss.isBetterThan(fewerErrors)).isFalse();
    assertThat(both.isBetterThan(fewerErrors)).as("equal errors").isTrue();
    assertThat(both.isBetterThan(both)).isFalse();
  }

  @Test
  void whatIsNoNumberIsNeverBetter() {
    assertThat(curve(Double.NaN, 5, Double.NaN).best().orElseThrow().loss()).isEqualTo(5);
    assertThat(curve(5, Double.POSITIVE_INFINITY).sinceBest()).isEqualTo(1);
  }

  @Test
  void lossesAreAtTheirRounds() {
    ValidationCurve curve = ValidationCurve.none().with(point(2, 0.5)).with(point(4, 0.25));

    assertThat(curve.losses()).containsExactly(Double.NaN, 0.5, Double.NaN, 0.25);
  }

  @Test
  void roundsGoUp() {
    ValidationCurve curve = ValidationCurve.none().with(point(2, 0.5));

    assertThatIllegalArgumentException().isThrownBy(() -> curve.with(point(2, 0.4)));
  }

  private static ValidationCurve curve(double... losses) {
    ValidationCurve curve = ValidationCurve.none();
    for (int i = 0; i < losses.length; i++) {
      curve = curve.with(point(i + 1, losses[i]));
    }
    return curve;
  }

  private static ValidationPoint point(int round, double loss) {
    return new ValidationPoint(round, loss, OptionalDouble.empty());
  }
}
