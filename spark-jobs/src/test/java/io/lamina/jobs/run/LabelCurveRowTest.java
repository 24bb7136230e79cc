package io.lamina.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LabelCurveRowTest {
  @Test
  void theDrawsOfANumberAreARowTheFewestLabelsFirst() {
    List<LabelCurveRow> rows =
        LabelCurveRow.of(
            List.of(
                point(1000, 1, 0.05, OptionalDouble.of(0.04)),
                point(100, 1, 0.10, OptionalDouble.of(0.08)),
                point(100, 2, 0.14, OptionalDouble.of(0.08))));

    assertThat(rows).extracting(LabelCurveRow::labels).containsExactly(100, 1000);
    assertThat(rows.get(0).pretrained()).hasToString("12.00 ± 2.83 %");
    assertThat(rows.get(0).pseudoLabels().orElseThrow()).hasToString("8.00 ± 0.00 %");
    assertThat(rows.get(1).pretrained()).hasToString("5.00 %");
    assertThat(rows.get(0).scratch()).isEmpty();
  }

  @Test
  void anErrorIsAShare() {
    for (double error : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> point(10, 1, error, OptionalDouble.empty()))
          .hasMessage("the error is " + error + ", must be 0 to 1");
      assertThatThrownBy(() -> point(10, 1, 0.5, OptionalDouble.of(error)))
          .hasMessage("the error is " + error + ", must be 0 to 1");
    }
  }

  private static LabelCurvePoint point(int labels, int draw, double error, OptionalDouble own) {
    return new LabelCurvePoint(labels, draw, error, own, BaselineErrors.NONE, "cpu-avx2");
  }
}
