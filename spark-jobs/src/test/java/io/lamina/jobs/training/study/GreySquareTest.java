package io.lamina.jobs.training.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.zoo.geometry.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GreySquareTest {
  @ParameterizedTest
  @CsvSource({
    "28, 28, 6, 144",
    "69, 69, 14, 225",
    "11, 17, 2, 160",
    "1, 3, 1, 3",
    "96, 96, 19, 196"
  })
  void itReachesEveryPlace(int height, int width, int side, int positions) {
    Shape image = new Shape(1, height, width);
    GreySquare square = new GreySquare(image, new float[] {1});
    assertThat(square.side()).isEqualTo(side);
    assertThat(square.positions()).isEqualTo(positions);

    float[] covered = new float[image.size()];
    for (int position = 0; position < square.positions(); position++) {
      float[] once = new float[image.size()];
      square.cover(once, 0, position);
      assertThat(sum(once)).as("within the picture").isEqualTo(side * side);
      square.cover(covered, 0, position);
    }
    assertThat(covered).containsOnly(1);
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  @Test
  void everyChannelHasItsGrey() {
    GreySquare square = new GreySquare(new Shape(2, 2, 3), new float[] {7, 8});
    float[] two = new float[24];

    square.cover(two, 12, 5);

    float[] expected = new float[24];
    expected[22] = 7;
    expected[23] = 8;
    assertThat(two).containsExactly(expected);
  }

  @Test
  void aPlaceHasTheMeanOfTheSquaresThatCoverIt() {
    // Squares of 2 × 2, one place apart: nine in a row.
    GreySquare square = new GreySquare(new Shape(1, 8, 10), new float[] {0});
    double[] ofPositions = new double[square.positions()];
    Arrays.setAll(ofPositions, position -> position % 9);

    float[] means = square.spread(ofPositions);

    assertThat(Arrays.copyOf(means, 10))
        .containsExactly(0, 0.5f, 1.5f, 2.5f, 3.5f, 4.5f, 5.5f, 6.5f, 7.5f, 8);
  }
}
