package io.lamina.runtime.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.runtime.device.ReferenceOperations;
import io.lamina.runtime.device.TestedDevice;
import io.lamina.zoo.plan.layer.Rbm.Visible;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FreeEnergiesTest {
  private static final int VISIBLE = 5;

  /** Examples in three batches, the last one smaller; states for both kinds, and real values. */
  @ParameterizedTest
  @EnumSource
  void areMinusTheLogarithmOfTheSumOverHiddenStates(Visible units) {
    RbmParameters rbm = RandomRbm.of(units, VISIBLE, 4, 1.5, 1);
    float[] examples = units == Visible.BERNOULLI ? States.all(VISIBLE) : normal(32);
    try (FreeEnergies energies = new FreeEnergies(rbm, 13, TestedDevice.open())) {
      double[] found = energies.of(examples);

      assertThat(found).hasSize(32);
      for (int i = 0; i < found.length; i++) {
        double[] v = States.doubles(examples, i * VISIBLE, VISIBLE);
        assertThat(found[i])
            .as("example %d", i)
            .isCloseTo(-Math.log(States.weight(rbm, v)), Offset.offset(1e-5));
      }
    }
  }

  /** More units than the product of 2 for each could hold in a double. */
  @Test
  void areFiniteForManySaturatedUnitsAndForManyUndecidedOnes() {
    int hidden = 3000;
    float[] vector = new float[hidden + hidden + 1];
    assertThat(energyOfOne(hidden, vector)).isCloseTo(-hidden * Math.log(2), Offset.offset(1e-9));
    Arrays.fill(vector, 0, hidden, 50f);
    assertThat(energyOfOne(hidden, vector)).isCloseTo(-hidden * 50.0, Offset.offset(1e-9));
    Arrays.fill(vector, 0, hidden, -1e4f);
    assertThat(energyOfOne(hidden, vector)).isCloseTo(0, Offset.offset(1e-9));
  }

  private static double energyOfOne(int hidden, float[] vector) {
    RbmParameters rbm = new RbmParameters(Visible.BERNOULLI, 1, hidden, vector);
    try (FreeEnergies energies = new FreeEnergies(rbm, 1, TestedDevice.open())) {
      return energies.of(new float[] {1})[0];
    }
  }

  @Test
  void refusePartsOfAnExampleAndEmptyBatches() {
    RbmParameters rbm = RandomRbm.bernoulli(VISIBLE, 4, 1, 1);
    assertThatThrownBy(() -> new FreeEnergies(rbm, 0, new ReferenceOperations()))
        .hasMessage("batch is 0, must be at least 1");
    try (FreeEnergies energies = new FreeEnergies(rbm, 2, new ReferenceOperations())) {
      assertThatThrownBy(() -> energies.of(new float[7]))
          .hasMessage("7 values, must be one or more examples of 5");
    }
  }

  private static float[] normal(int examples) {
    Random random = new Random(2);
    float[] values = new float[examples * VISIBLE];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
