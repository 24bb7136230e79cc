package io.lamina.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LabelCurvePointTest {
  @Test
  void saysEachErrorThatItHas() {
    LabelCurvePoint all =
        new LabelCurvePoint(
            600,
            3,
            0.04213,
            OptionalDouble.of(0.0351),
            new BaselineErrors(
                OptionalDouble.of(0.05),
                OptionalDouble.of(0.1),
                OptionalDouble.of(0.2),
                List.of(new BaselineErrors.CodeErrors(0.06, 0.07))),
            "cpu");
    LabelCurvePoint one =
        new LabelCurvePoint(5, 1, 0.5, OptionalDouble.empty(), BaselineErrors.NONE, "cpu");

    assertThat(all.line())
        .isEqualTo(
            "600 labels, draw 3: test error 4.21 %, pseudo-labels 3.51 %, random start 5.00 %,"
                + " logistic regression on the inputs 10.00 %, nearest neighbour on the inputs"
                + " 20.00 %, logistic regression on the codes of layer 1 6.00 %, nearest neighbour"
                + " on the codes of layer 1 7.00 %");
    assertThat(one.line()).isEqualTo("5 labels, draw 1: test error 50.00 %");
  }
}
