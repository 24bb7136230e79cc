package io.lamina.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LapsTest {
  private static final Offset<Double> EXACT = Offset.offset(1e-12);

  @Test
  void oneSlowTurnDoesNotCount() {
    assertThat(new Laps(List.of(0.1, 0.1, 7.0)).examplesPerSecond(20)).isCloseTo(200, EXACT);
    assertThat(new Laps(List.of(0.1, 0.3)).examplesPerSecond(20)).isCloseTo(100, EXACT);
  }

  /** Turn by turn: a machine that slows down for both changes no ratio. */
  @Test
  void ratiosAreOfTurnsSideBySide() {
    Laps ours = new Laps(List.of(1.0, 10.0, 3.0));
    Laps theirs = new Laps(List.of(2.0, 20.0, 6.0));
    assertThat(theirs.timeOver(ours)).isCloseTo(2, EXACT);
    assertThat(ours.timeOver(theirs)).isCloseTo(0.5, EXACT);
  }
}
