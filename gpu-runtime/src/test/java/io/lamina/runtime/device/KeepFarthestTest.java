package io.lamina.runtime.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeepFarthestTest {
  private static final float NO = Float.NaN;

  static Stream<Operations> operations() {
    return Stream.of(TestedDevice.open(), new ReferenceOperations());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void eachColumnKeepsItsFarthestAndOfEqualsTheFirst(Operations operations) {
    try (operations) {
      assertThat(kept(operations, 3, -4, 1, 2, -2, 2, 0, 0, 0, NO, 1, -2))
          .containsExactly(0, -4, 0, 2, 0, 0, 0, 0, 0, NO, 0, -2);
      Matrix source = operations.allocate(3, 4);
      assertThatThrownBy(() -> operations.keepFarthest(source, source))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the target is the source");
    }
  }

  private static float[] kept(Operations operations, float... columns) {
    Matrix source = operations.allocate(3, 4);
    Matrix target = operations.allocate(3, 4);
    operations.upload(columns, 0, source);
    operations.keepFarthest(source, target);
    return host(operations, target);
  }

  /** Rows (1 -2 2), (0 0 0) and (1 3 2): the last has something already. */
  @ParameterizedTest
  @MethodSource("operations")
  void rowsOfZerosGetTheirFarthestWhereItStands(Operations operations) {
    try (operations) {
      Matrix source = operations.allocate(3, 3);
      Matrix target = operations.allocate(3, 3);
      operations.upload(new float[] {1, 0, 1, -2, 0, 3, 2, 0, 2}, 0, source);
      operations.upload(new float[] {0, 0, 1, 0, 0, 0, 0, 0, 0}, 0, target);
      operations.fillRows(source, target);
      assertThat(host(operations, target)).containsExactly(0, 0, 1, -2, 0, 0, 0, 0, 0);
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void columnsAreDividedByRootsExceptOfZero(Operations operations) {
    try (operations) {
      Matrix squares = operations.allocate(2, 1);
      Matrix m = operations.allocate(2, 2);
      operations.upload(new float[] {4, 0}, 0, squares);
      operations.upload(new float[] {1, -3, 5, 7}, 0, m);
      operations.divideByRoots(squares, m);
      assertThat(host(operations, m)).containsExactly(0.5f, -1.5f, 5, 7);
    }
  }

  private static float[] host(Operations operations, Matrix matrix) {
    float[] values = new float[matrix.size()];
    operations.download(matrix, values, 0);
    return values;
  }
}
