package io.lamina.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class EstimateTest {
  /** From tables of Student's t. */
  @Test
  void theQuantilesAreStudents() {
    assertThat(Estimate.student(1)).isCloseTo(12.706, within(1e-3));
    assertThat(Estimate.student(9)).isCloseTo(2.262, within(1e-3));
    assertThat(Estimate.student(11)).isCloseTo(2.201, within(1e-3));
    assertThat(Estimate.student(30)).isCloseTo(2.042, within(1e-3));
    assertThat(Estimate.student(999)).isCloseTo(1.962, within(1e-3));
  }

  @Test
  void anIntervalIsThatOfTheMean() {
    Estimate three = Estimate.of(List.of(0.10, 0.12, 0.14));

    assertThat(three.mean()).isCloseTo(0.12, within(1e-12));
    assertThat(three.interval().orElseThrow())
        .isCloseTo(4.302653 * 0.02 / Math.sqrt(3), within(1e-7));
    assertThat(three.percent()).isEqualTo("12.00 ± 4.97 %");
    assertThat(three.points()).isEqualTo("12.00 ± 4.97 points");
  }

  @Test
  void aSingleDrawHasNone() {
    assertThat(Estimate.of(List.of(0.1)))
        .hasToString("Estimate[mean=0.1, interval=OptionalDouble.empty]");
    assertThat(Estimate.of(List.of(0.1)).percent()).isEqualTo("10.00 %");
  }
}
