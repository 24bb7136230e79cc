package io.lamina.runtime.units;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.zoo.geometry.Shape;
import org.junit.jupiter.api.Test;

class StrongestTest {
  @Test
  void ofPlainCodesAllAreTheStrongest() {
    float[] codes = {3, 1, 2, 5, 4, 6};
    assertThat(new Strongest(Shape.plain(3)).of(codes)).containsExactly(codes);
  }

  @Test
  void ofMapsTheStrongestOfAllPlacesCounts() {
    // Two units at four places, of two examples.
    float[] codes = {1, 8, 5, 2, 3, 9, 5, 0, -1, -2, -3, -4, -5, -1, -6, -1};
    Strongest strongest = new Strongest(new Shape(2, 2, 2));
    assertThat(strongest.of(codes)).containsExactly(5, 9, -1, -1);
    assertThat(strongest.place(codes, 0, 0)).isEqualTo(1);
    assertThat(strongest.place(codes, 0, 1)).isEqualTo(2);
    assertThat(strongest.place(codes, 1, 1)).isEqualTo(2);
  }
}
