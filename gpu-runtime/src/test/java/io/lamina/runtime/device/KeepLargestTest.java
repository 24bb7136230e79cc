package io.lamina.runtime.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeepLargestTest {
  static Stream<Operations> operations() {
    return Stream.of(TestedDevice.open(), new ReferenceOperations());
  }

  /** Rows (5 1 5 5), (-3 -1 -2 -4) and (0 0 7 0). */
  @ParameterizedTest
  @MethodSource("operations")
  void eachRowKeepsItsLargestAndOfEqualsTheFirst(Operations operations) {
    try (operations) {
      Matrix source = operations.allocate(3, 4);
      Matrix target = operations.allocate(3, 4);
      operations.upload(new float[] {5, -3, 0, 1, -1, 0, 5, -2, 7, 5, -4, 0}, 0, source);
      float[] kept = new float[12];

      operations.keepLargest(source, 2, target);
      operations.download(target, kept, 0);
      assertThat(kept).containsExactly(5, 0, 0, 0, -1, 0, 5, -2, 7, 0, 0, 0);

      operations.keepLargest(source, 4, target);
      operations.download(target, kept, 0);
      assertThat(kept).containsExactly(5, -3, 0, 1, -1, 0, 5, -2, 7, 5, -4, 0);

      float no = Float.NaN;
      operations.upload(new float[] {5, no, 0, no, -1, 0, 6, -2, 7, 4, -4, 0}, 0, source);
      operations.keepLargest(source, 1, target);
      operations.download(target, kept, 0);
      assertThat(kept).containsExactly(0, no, 0, no, -1, 0, 6, 0, 7, 0, 0, 0);

      assertThatThrownBy(() -> operations.keepLargest(source, 2, source))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the target is the source");
    }
  }
}
