package io.lamina.runtime.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.zoo.geometry.Activation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no sum over many values has the same bits on a card as on the processor. */
class BitsOfTheProcessorTest {
  /** More than two blocks of random numbers. */
  private static final int ROWS = 8193;

  private static final int COLUMNS = 5;

  private final Operations card = Opened.card(Rounding.FP32);
  private final Operations processor = Opened.processor();

  @AfterEach
  void close() {
    card.close();
    processor.close();
  }

  /** What is done with three matrices of one shape and a bias; the first is the result. */
  interface Case {
    void run(Operations operations, Matrix x, Matrix y, Matrix z, Matrix bias);
  }

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Activation activation : Activation.values()) {
      cases.add((o, x, y, z, bias) -> o.activate(x, bias, activation));
      cases.add((o, x, y, z, bias) -> o.activationGradient(x, y, activation));
      cases.add((o, x, y, z, bias) -> o.squaredErrorGradient(x, y, activation));
      cases.add((o, x, y, z, bias) -> o.addCurvature(0.7f, y, activation, bias, x));
    }
    cases.add((o, x, y, z, bias) -> o.mask(y, 0.3, 1f, RandomKey.of(5), x));
    cases.add((o, x, y, z, bias) -> o.mask(y, 0.5, 1 / 0.7f, RandomKey.of(6).with(3), x));
    cases.add((o, x, y, z, bias) -> o.saltAndPepper(y, 0.3, -1f, 2f, RandomKey.of(8), x));
    cases.add((o, x, y, z, bias) -> o.addNoise(y, 0.3, RandomKey.of(9), x));
    cases.add((o, x, y, z, bias) -> o.sampleRectified(y, RandomKey.of(10), x));
    cases.add((o, x, y, z, bias) -> o.sample(y, RandomKey.of(-4), x));
    cases.add((o, x, y, z, bias) -> o.keepLargest(y, 3, x));
    cases.add((o, x, y, z, bias) -> o.keepFarthest(y, x));
    cases.add((o, x, y, z, bias) -> filled(o, y, x));
    cases.add((o, x, y, z, bias) -> divided(o, x));
    cases.add((o, x, y, z, bias) -> o.flipOne(RandomKey.of(11), x));
    cases.add((o, x, y, z, bias) -> o.subtract(y, z, x));
    cases.add((o, x, y, z, bias) -> o.addScaled(-0.37f, y, x));
    cases.add((o, x, y, z, bias) -> o.scale(1.7f, x));
    cases.add((o, x, y, z, bias) -> o.blend(0.9f, y, false, x));
    cases.add((o, x, y, z, bias) -> o.blend(0.999f, y, true, x));
    cases.add((o, x, y, z, bias) -> o.adamStep(0.1f, 1.5f, 1e-8f, y, z, x));
    cases.add((o, x, y, z, bias) -> o.scaleFrom(0.3, -0.7, x));
    cases.add((o, x, y, z, bias) -> o.round(y, x));
    cases.add((o, x, y, z, bias) -> o.divergenceSlopes(0.3, 0.1, x));
    cases.add(
        (o, x, y, z, bias) -> o.addScaledColumns(0.3f, Opened.matrix(o, COLUMNS, 1, 9), y, x));
    return cases.stream();
  }

  /** Most rows win no column. */
  private static void filled(Operations operations, Matrix source, Matrix target) {
    operations.keepFarthest(source, target);
    operations.fillRows(source, target);
  }

  private static void divided(Operations operations, Matrix m) {
    Matrix squares = Opened.matrix(operations, m.columns(), 1, 9);
    operations.round(squares, squares);
    operations.addScaled(0.7f, squares, squares);
    operations.divideByRoots(squares, m);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void areThoseOfTheCard(Case operation) {
    assertThat(bits(card, operation)).isEqualTo(bits(processor, operation));
  }

  /** Rows with many equal values, with no number in them, and with fewer numbers than are kept. */
  @ParameterizedTest
  @ValueSource(ints = {1, 700, 2500, 3000})
  void winnersOfLongRowsAreThoseOfTheProcessor(int count) {
    assertThat(winners(card, count)).isEqualTo(winners(processor, count));
  }

  private static int[] winners(Operations operations, int count) {
    Matrix source = Opened.matrix(operations, 7, 3000, 5);
    float[] values = Opened.host(operations, source);
    float[] special = {0f, -0f, Float.NaN, 1e30f, -1e30f, 0.5f, Float.NEGATIVE_INFINITY, 1e-40f};
    for (int i = 0; i < values.length; i++) {
      int row = i % 7;
      if (row > 2) {
        values[i] = row == 3 ? Math.max(0, values[i]) : special[i / 7 * row % special.length];
      }
    }
    operations.upload(values, 0, source);
    Matrix target = operations.allocate(7, 3000);
    operations.keepLargest(source, count, target);
    float[] kept = Opened.host(operations, target);
    int[] bits = new int[kept.length];
    Arrays.setAll(bits, i -> Float.floatToIntBits(kept[i]));
    return bits;
  }

  private static int[] bits(Operations operations, Case operation) {
    Matrix x = matrix(operations, 1);
    Matrix y = matrix(operations, 2);
    Matrix z = matrix(operations, 3);
    Matrix bias = Opened.matrix(operations, ROWS, 1, 4);
    operation.run(operations, x, y, z, bias);
    float[] values = Opened.host(operations, x);
    int[] bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToIntBits(values[i]));
    return bits;
  }

  /** Values of every size, and some that are none. */
  private static Matrix matrix(Operations operations, int seed) {
    Matrix matrix = Opened.matrix(operations, ROWS, COLUMNS, seed);
    float[] values = Opened.host(operations, matrix);
    float[] special = {0f, -0f, 1f, 0.5f, Float.NaN, 1e30f, -1e30f, 20f, -20f, 1e-40f};
    for (int i = 0; i < special.length; i++) {
      values[(seed + 1) * i] = special[i];
      values[1000 + i] = special[(i * seed) % special.length];
    }
    operations.upload(values, 0, matrix);
    return matrix;
  }
}
