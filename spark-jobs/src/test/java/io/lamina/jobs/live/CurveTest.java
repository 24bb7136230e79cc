package io.lamina.jobs.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CurveTest {
  private static Curve ofRounds(int rounds) {
    Curve curve = Curve.empty();
    for (int round = 1; round <= rounds; round++) {
      curve = curve.with(round, 1.0 / round);
    }
    return curve;
  }

  @Test
  void aShortCurveHasEveryRound() {
    assertThat(ofRounds(1000).points()).hasSize(1000);
  }

  @Test
  void aLongCurveIsThinnedOutEvenly() {
    Curve curve = ofRounds(100_000);
    assertThat(curve.points()).hasSizeBetween(500, 1000);
    assertThat(curve.points().get(0)).isEqualTo(new Curve.Point(1, 1));
    for (int i = 1; i < curve.points().size(); i++) {
      int round = curve.points().get(i).round();
      assertThat(round - curve.points().get(i - 1).round()).isEqualTo(curve.stride());
      assertThat(curve.points().get(i).loss()).isEqualTo(1.0 / round);
    }
  }

  @Test
  void roundsThatAreTrainedAgainReplaceTheOldOnes() {
    Curve curve = ofRounds(5).with(3, 9);
    assertThat(curve.points())
        .containsExactly(new Curve.Point(1, 1), new Curve.Point(2, 0.5), new Curve.Point(3, 9));
  }

  @Test
  void aLossThatWasNotMeasuredHasNoPoint() {
    assertThat(Curve.empty().with(1, Double.NaN).with(2, 3).points())
        .containsExactly(new Curve.Point(2, 3));
  }
}
