package io.lamina.runtime.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.TestedDevice;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Copies of rounded values must not outlive the values. */
class Bfloat16ProductsTest {
  private static final int ROWS = 13;
  private static final int COLUMNS = 9;

  private final Operations device = TestedDevice.open();

  @AfterEach
  void free() {
    device.close();
  }

  /** All that writes to a matrix: by host passes, by bits, and by products. */
  static Stream<BiConsumer<Operations, Matrix>> writes() {
    return Stream.of(
        (o, x) -> o.upload(new float[x.size()], 0, x),
        (o, x) -> o.upload(new float[ROWS * 3], 0, x.columns(2, 3)),
        (o, x) -> o.scale(-3f, x.columns(1, 2)),
        (o, x) -> o.mask(x, 0.5, 1f, RandomKey.of(1), x),
        (o, x) -> o.sumColumns(1f, x, 0f, x.columns(0, 1)),
        (o, x) -> {
          Matrix square = matrix(o, ROWS, ROWS, 5);
          o.multiply(1f, square.plain(), matrix(o, ROWS, COLUMNS, 6).plain(), 1f, x);
        });
  }

  @ParameterizedTest
  @MethodSource("writes")
  void productsSeeWhatWasWrittenLast(BiConsumer<Operations, Matrix> write) {
    Matrix x = matrix(device, ROWS, COLUMNS, 1);
    float[] before = product(x);
    write.accept(device, x);
    float[] after = product(x);

    Matrix fresh = device.allocate(ROWS, COLUMNS);
    float[] values = new float[x.size()];
    device.download(x, values, 0);
    device.upload(values, 0, fresh);
    assertThat(after).isEqualTo(product(fresh)).isNotEqualTo(before);
  }

  /** More shapes than code is kept for, in turn. */
  @Test
  void manyShapesGiveWhatTheyGaveBefore() {
    float[][] first = new float[300][];
    for (int round = 0; round < 2; round++) {
      for (int columns = 1; columns <= first.length; columns++) {
        float[] product = product(matrix(device, ROWS, columns, columns));
        if (round == 0) {
          first[columns - 1] = product;
        }
        assertThat(product).isEqualTo(first[columns - 1]);
      }
    }
  }

  /** It is closed again after the test. */
  @Test
  void canBeClosedTwice() {
    assertThat(product(matrix(device, ROWS, COLUMNS, 1))).isNotEmpty();

    device.close();
  }

  private float[] product(Matrix x) {
    Matrix w = matrix(device, 7, ROWS, 2);
    Matrix target = device.allocate(7, x.columns());
    device.multiply(0.3f, w.plain(), x.plain(), 0f, target);
    float[] result = new float[target.size()];
    device.download(target, result, 0);
    return result;
  }

  private static Matrix matrix(Operations operations, int rows, int columns, int seed) {
    Random random = new Random(seed);
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    Matrix matrix = operations.allocate(rows, columns);
    operations.upload(values, 0, matrix);
    return matrix;
  }
}
