package io.lamina.runtime.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.runtime.device.Difference;
import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.ReferenceOperations;
import io.lamina.runtime.device.Sums;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operations wait until somebody needs them; however many wait, all run, in their order. */
class ProgramTest {
  private final ReferenceOperations oracle = new ReferenceOperations();

  @AfterEach
  void nothingIsLeft() {
    assertThat(StandIn.held()).isZero();
    StandIn.configure(StandIn.CARDS);
  }

  @Test
  void nothingRunsBeforeAResultIsRead() {
    try (Operations card = Opened.card(Rounding.FP32)) {
      Matrix x = Opened.matrix(card, 3, 3, 1);
      long before = StandIn.calls("cuLaunchKernel");
      card.scale(2f, x);
      card.scale(2f, x);
      assertThat(StandIn.calls("cuLaunchKernel")).isEqualTo(before);
      Opened.host(card, x);
      assertThat(StandIn.calls("cuLaunchKernel")).isEqualTo(before + 2);
    }
  }

  /** More calls than a program holds, and more numbers than its block. */
  @ParameterizedTest
  @ValueSource(ints = {3, 1000, 40_000})
  void aLongProgramRunsInParts(int count) {
    StandIn.configure(StandIn.CARDS + " lazy");
    try (Operations card = Opened.card(Rounding.FP32)) {
      assertThat(counted(card, count)).containsExactly(count, -count);
    }
  }

  /** The same within a step, which is then launched in three parts; the first two are equal. */
  @Test
  void aLongStepRunsInParts() {
    StandIn.configure(StandIn.CARDS + " lazy");
    try (Operations card = Opened.card(Rounding.FP32)) {
      Matrix one = Opened.matrix(card, 2, 1, 1f, -1f);
      Matrix sum = card.allocate(2, 1);
      for (int step = 0; step < 3; step++) {
        card.step(() -> add(card, 2500, one, sum));
      }
      assertThat(Opened.host(card, sum)).containsExactly(7500f, -7500f);
    }
    assertThat(StandIn.calls("cuGraphLaunch")).isEqualTo(1 + 3 + 3);
  }

  private static float[] counted(Operations operations, int count) {
    Matrix one = Opened.matrix(operations, 2, 1, 1f, -1f);
    Matrix sum = operations.allocate(2, 1);
    add(operations, count, one, sum);
    return Opened.host(operations, sum);
  }

  private static void add(Operations operations, int count, Matrix one, Matrix sum) {
    for (int i = 0; i < count; i++) {
      operations.addScaled(1f, one, sum);
    }
  }

  /** Labels of all examples fill the block several times. */
  @Test
  void labelsOfManyExamplesRunInParts() {
    StandIn.configure(StandIn.CARDS + " lazy");
    try (Operations card = Opened.card(Rounding.FP32)) {
      float[] ours = classified(card);
      assertThat(Difference.largest(ours, classified(oracle))).isLessThan(1e-3);
    }
  }

  private static float[] classified(Operations operations) {
    int examples = 20_000;
    Matrix logits = Opened.matrix(operations, 2, examples, 1);
    Matrix bias = Opened.matrix(operations, 2, 1, 2);
    Sums total = operations.sums(1);
    int[] labels = new int[examples];
    float[] result = new float[6];
    for (int i = 0; i < 5; i++) {
      int first = i;
      Arrays.setAll(labels, j -> (j + first) % 3 - 1);
      operations.softmaxCrossEntropy(logits, bias, labels, total);
    }
    operations.softmaxGradient(logits, bias, labels);
    result[0] = (float) (operations.read(total)[0] / examples);
    operations.download(logits.columns(examples - 2, 2), result, 1);
    return result;
  }

  @Test
  void moreLabelsThanFitAreRefused() {
    try (Operations card = Opened.card(Rounding.FP32)) {
      Matrix logits = card.allocate(1, 70_000);
      Matrix bias = card.allocate(1, 1);
      assertThatThrownBy(() -> card.softmaxGradient(logits, bias, new int[70_000]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("70000 labels at once, must be at most 65280");
    }
  }

  /** A failed operation leaves what was asked for before and after as it is. */
  @Test
  void anOperationThatIsRefusedChangesNothing() {
    try (Operations card = Opened.card(Rounding.FP32)) {
      Matrix x = Opened.matrix(card, 2, 1, 1f, 2f);
      card.scale(3f, x);
      assertThatThrownBy(() -> card.step(() -> card.addScaled(2f, card.allocate(1, 1), x)))
          .isInstanceOf(IllegalArgumentException.class);
      card.scale(2f, x);
      assertThat(Opened.host(card, x)).containsExactly(6f, 12f);
    }
  }

  @Test
  void aCopyLargerThanItsBuffersGoesInParts() {
    StandIn.configure(StandIn.CARDS + " lazy");
    int rows = 1 << 20;
    float[] values = new float[3 * rows];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 16_777;
    }
    try (Operations card = Opened.card(Rounding.FP32)) {
      Matrix matrix = card.allocate(rows, 2);
      card.upload(values, rows - 7, matrix);
      float[] back = new float[2 * rows + 5];
      card.download(matrix, back, 5);
      assertThat(Arrays.mismatch(back, 5, back.length, values, rows - 7, 3 * rows - 7))
          .isEqualTo(-1);
    }
  }
}
