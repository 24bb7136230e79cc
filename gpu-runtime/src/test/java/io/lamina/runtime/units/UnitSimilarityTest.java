package io.lamina.runtime.units;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.TestedDevice;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Dense;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnitSimilarityTest {
  private static int duplicates(float[] weights, int inputs, int compared, double cosine) {
    int units = weights.length / inputs;
    Stack stack =
        new Stack(Shape.plain(1), List.of())
            .with(Dense.of(Shape.plain(1), inputs, Activation.SIGMOID))
            .with(Dense.of(Shape.plain(inputs), units, Activation.SIGMOID));
    float[] parameters = new float[stack.parameterCount()];
    System.arraycopy(weights, 0, parameters, 2 * inputs, weights.length);
    try (UnitSimilarity similarity =
        new UnitSimilarity(stack, 1, parameters, compared, TestedDevice.open())) {
      return similarity.duplicates(cosine);
    }
  }

  @Test
  void aUnitIsADuplicateIfAnEarlierOnePointsItsWay() {
    float[] weights = {
      1, 2, 0,
      10, 20, 0.5f, // the way of the first, longer
      -1, -2, 0, // the other way
      0, 0, 1,
      0, 0, 0, // no way at all
      0, 0, 0,
      2, 4, 0.1f, // the way of the first and the second: one duplicate, not two
      0, 0.2f, 1, // a cosine of 0.98 with the fourth
    };

    assertThat(duplicates(weights, 3, 8, 0.95)).isEqualTo(3);
    assertThat(duplicates(weights, 3, 8, 0.99)).isEqualTo(2);
    assertThat(duplicates(weights, 3, 7, 0.95)).as("of the first seven").isEqualTo(2);
    assertThat(duplicates(weights, 3, 1, 0.95)).isZero();
  }

  /** 701 units in 20 dimensions are far from each other; then every seventh is copied. */
  @Test
  void unitsFarApartAreComparedToo() {
    Random random = new Random(8);
    float[] weights = new float[701 * 20];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextGaussian();
    }
    assertThat(duplicates(weights, 20, 701, 0.95)).isZero();

    for (int unit = 7; unit < 701; unit += 7) {
      System.arraycopy(weights, (unit / 7 - 1) * 20, weights, unit * 20, 20);
    }
    assertThat(duplicates(weights, 20, 701, 0.95)).isEqualTo(100);
  }
}
