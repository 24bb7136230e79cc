package io.lamina.runtime.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.Difference;
import io.lamina.runtime.device.Factor;
import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.ReferenceOperations;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Products of operands that are rounded. */
class PrecisionTest {
  private static final int INNER = 131;

  private final ReferenceOperations oracle = new ReferenceOperations();

  @AfterEach
  void nothingIsLeft() {
    assertThat(StandIn.held()).isZero();
  }

  /** Sums of that many terms below 1, each of two operands with so many digits. */
  @ParameterizedTest
  @CsvSource({"FP32,1e-5,0", "TF32,1e-2,1e-6", "BF16,6e-2,1e-4"})
  void productsAreAsNearAsTheirOperands(Rounding rounding, double most, double least) {
    for (boolean transposeA : new boolean[] {false, true}) {
      for (boolean transposeB : new boolean[] {false, true}) {
        double difference;
        try (Operations card = Opened.card(rounding)) {
          difference =
              Difference.largest(
                  product(card, transposeA, transposeB), product(oracle, transposeA, transposeB));
        }
        assertThat(difference).isBetween(least, most);
      }
    }
  }

  private static float[] product(Operations operations, boolean transposeA, boolean transposeB) {
    Factor a = factor(operations, 37, INNER, transposeA, 1);
    Factor b = factor(operations, INNER, 21, transposeB, 2);
    Matrix target = Opened.matrix(operations, 37, 21, 3);
    operations.multiply(0.3f, a, b, 0.5f, target);
    return Opened.host(operations, target);
  }

  private static Factor factor(
      Operations operations, int rows, int columns, boolean transposed, int seed) {
    return transposed
        ? Opened.matrix(operations, columns, rows, seed).transposed()
        : Opened.matrix(operations, rows, columns, seed).plain();
  }

  /** A copy in another format must not outlive the values, whoever changes them and however. */
  @ParameterizedTest
  @EnumSource
  void productsSeeWhatWasWrittenLast(Rounding rounding) {
    try (Operations card = Opened.card(rounding)) {
      assertThat(Difference.largest(written(card), written(oracle))).isLessThan(0.3);
    }
  }

  /** The first columns of a matrix, all of it, after each change, and some of it. */
  private static float[] written(Operations operations) {
    Matrix a = Opened.matrix(operations, 13, 5, 1);
    Matrix b = Opened.matrix(operations, 13, 9, 2);
    float[] result = new float[5 * (4 + 9 + 9 + 9 + 3)];
    int at = product(operations, a, b.columns(0, 4), result, 0);
    at = product(operations, a, b, result, at);
    operations.scale(-3f, b);
    at = product(operations, a, b, result, at);
    operations.addScaled(2f, a, b.columns(2, 5));
    at = product(operations, a, b, result, at);
    operations.upload(new float[13 * 3], 0, b.columns(1, 3));
    product(operations, a, b.columns(0, 3), result, at);
    return result;
  }

  /** Each height has a copy of its own, and so have columns that begin within others. */
  @ParameterizedTest
  @EnumSource
  void productsSeeColumnsOfEveryHeight(Rounding rounding) {
    try (Operations card = Opened.card(rounding)) {
      assertThat(Difference.largest(ofHeights(card), ofHeights(oracle))).isLessThan(0.2);
    }
  }

  private static float[] ofHeights(Operations operations) {
    Matrix b = Opened.matrix(operations, 12, 9, 2);
    List<Matrix> parts =
        List.of(
            b,
            b.ofHeight(4),
            b.ofHeight(4).columns(3, 5),
            b.columns(0, 8).ofHeight(16),
            b.columns(1, 4).ofHeight(16),
            b.columns(3, 6).ofHeight(3),
            b.ofHeight(108));
    float[] result = new float[2 * 5 * parts.stream().mapToInt(Matrix::columns).sum()];
    int at = products(operations, parts, result, 0);
    operations.scale(-2f, b.ofHeight(27).columns(1, 2));
    products(operations, parts, result, at);
    return result;
  }

  private static int products(
      Operations operations, List<Matrix> parts, float[] result, int offset) {
    int at = offset;
    for (Matrix part : parts) {
      at = product(operations, Opened.matrix(operations, part.rows(), 5, 1), part, result, at);
    }
    return at;
  }

  private static int product(
      Operations operations, Matrix a, Matrix b, float[] result, int offset) {
    Matrix target = operations.allocate(5, b.columns());
    operations.multiply(1f, a.transposed(), b.plain(), 0f, target);
    operations.download(target, result, offset);
    return offset + target.size();
  }

  @Test
  void valuesAreRoundedToTheNearestAndTheEvenOfTwo() {
    float[] values = {1f, 1 + 0x1p-8f, 1 + 0x1p-8f + 0x1p-20f, 1 + 3 * 0x1p-8f};
    float[] rounded = {1f, 1f, 1 + 0x1p-7f, 1 + 0x1p-6f};
    try (Operations card = Opened.card(Rounding.BF16)) {
      Matrix one = Opened.matrix(card, 1, 1, 1f);
      Matrix row = Opened.matrix(card, 1, values.length, values);
      Matrix target = card.allocate(1, values.length);
      card.multiply(1f, one.plain(), row.plain(), 0f, target);
      assertThat(Opened.host(card, target)).isEqualTo(rounded);
    }
  }

  /** The weights of a step are rounded once, however many products they are in. */
  @Test
  void aMatrixThatHasNotChangedIsRoundedOnce() {
    try (Operations card = Opened.card(Rounding.BF16)) {
      Matrix a = Opened.matrix(card, 4, 4, 1);
      Matrix b = Opened.matrix(card, 4, 4, 2);
      Matrix target = card.allocate(4, 4);
      long before = StandIn.calls("cuLaunchKernel");
      for (int i = 0; i < 5; i++) {
        card.multiply(1f, a.plain(), b.plain(), 0f, target);
      }
      Opened.host(card, target);
      assertThat(StandIn.calls("cuLaunchKernel") - before).isEqualTo(2);
    }
  }
}
