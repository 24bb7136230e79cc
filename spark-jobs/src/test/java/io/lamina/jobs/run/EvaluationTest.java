package io.lamina.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private final Evaluation evaluation =
      Evaluation.of(4, new int[] {0, 0, 0, 1, 1, 2}, new int[] {0, 0, 1, 1, 1, 0});

  @Test
  void rowsAreActualAndColumnsPredictedClasses() {
    assertThat(evaluation.confusion())
        .containsExactly(
            List.of(2, 1, 0, 0), List.of(0, 2, 0, 0), List.of(1, 0, 0, 0), List.of(0, 0, 0, 0));
  }

  @Test
  void theErrorIsTheShareOfWrongPredictions() {
    assertThat(evaluation.examples()).isEqualTo(6);
    assertThat(evaluation.errors()).isEqualTo(2);
    assertThat(evaluation.error()).isEqualTo(2 / 6.0);
  }

  @Test
  void aClassHasPrecisionRecallAndTheirHarmonicMean() {
    Evaluation.ClassFigures one = evaluation.classes().get(1);

    assertThat(one.label()).isEqualTo(1);
    assertThat(one.examples()).isEqualTo(2);
    assertThat(one.precision()).hasValue(2 / 3.0);
    assertThat(one.recall()).hasValue(1.0);
    assertThat(one.f1().orElseThrow()).isCloseTo(0.8, within(1e-12));
  }

  @Test
  void aRatioWithNothingToDivideByIsEmpty() {
    Evaluation.ClassFigures neverPredicted = evaluation.classes().get(2);
    Evaluation.ClassFigures unknown = evaluation.classes().get(3);

    assertThat(neverPredicted.precision()).isEmpty();
    assertThat(neverPredicted.recall()).hasValue(0);
    assertThat(neverPredicted.f1()).hasValue(0);
    assertThat(unknown.recall()).isEmpty();
    assertThat(unknown.f1()).isEmpty();
  }

  @Test
  void whatCannotBeCountedIsRefused() {
    assertThatThrownBy(() -> Evaluation.of(3, new int[] {0, 3}, new int[] {0, 0}))
        .hasMessage("example 1 has label 3, must be 0 to 2");
    assertThatThrownBy(() -> Evaluation.of(3, new int[] {0}, new int[] {-1}))
        .hasMessage("example 0 has label -1, must be 0 to 2");
    assertThatThrownBy(() -> Evaluation.of(3, new int[] {0}, new int[] {0, 1}))
        .hasMessage("1 labels, but 2 predictions");
    assertThatThrownBy(() -> Evaluation.of(3, new int[] {}, new int[] {}))
        .hasMessageContaining("the held-out set is empty");
    assertThatThrownBy(() -> new Evaluation(List.of(List.of(1, 2), List.of(3)), List.of()))
        .hasMessageContaining("[3], must hold 2 counts");
  }
}
