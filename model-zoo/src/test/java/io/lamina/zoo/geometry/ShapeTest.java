package io.lamina.zoo.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShapeTest {
  @Test
  void aPlainLengthHasNoNeighbours() {
    assertThat(Shape.plain(7).isPlain()).isTrue();
    assertThat(new Shape(1, 1, 7).isPlain()).isFalse();
    assertThat(Shape.plain(7)).hasToString("7");
    assertThat(new Shape(3, 4, 5)).hasToString("3×4×5");
    assertThat(new Shape(3, 4, 5).size()).isEqualTo(60);
  }

  @Test
  void refusesWhatNoVectorHolds() {
    assertThatThrownBy(() -> Shape.plain(0)).hasMessageContaining("length is 0");
    assertThatThrownBy(() -> new Shape(1, 0, 2)).hasMessageContaining("height is 0");
    assertThatThrownBy(() -> new Shape(3, 100_000, 100_000))
        .hasMessageContaining("3×100000×100000 is 30000000000 values");
  }
}
