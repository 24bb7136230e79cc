package io.lamina.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.Matrix;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.TestedDevice;
import io.lamina.zoo.plan.layer.Rbm.Hidden;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A unit for each of some inputs, in as many draws as there are columns. */
class HiddenUnitsTest {
  private static final float[] INPUTS = {-4, -1, -0.25f, 0, 0.5f, 2, 6};
  private static final float BIAS = 0.75f;
  private static final int DRAWS = 20_000;

  private final Operations operations = TestedDevice.open();

  @AfterEach
  void free() {
    operations.close();
  }

  /** Of noisy rectified units (Nair and Hinton 2010) too: normal noise of variance σ(x). */
  @ParameterizedTest
  @EnumSource(Hidden.class)
  void statesHaveTheMeanAndVarianceOfTheirKind(Hidden kind) {
    Matrix states = operations.allocate(INPUTS.length, DRAWS);
    units(kind).activate(products(), bias(), RandomKey.of(6), states);
    float[] drawn = host(states);

    for (int unit = 0; unit < INPUTS.length; unit++) {
      List<ExactStep.Drawn> exact = ExactStep.states(kind, INPUTS[unit]);
      double mean = exact.stream().mapToDouble(x -> x.probability() * x.value()).sum();
      double second = moment(exact, mean, 2);
      double fourth = moment(exact, mean, 4);
      double[] sums = new double[2];
      for (int draw = 0; draw < DRAWS; draw++) {
        double state = drawn[draw * INPUTS.length + unit];
        sums[0] += state / DRAWS;
        sums[1] += Math.pow(state - mean, 2) / DRAWS;
      }

      assertThat(sums[0]).as("input %s", INPUTS[unit]).isCloseTo(mean, standardErrors(second));
      assertThat(sums[1])
          .as("input %s", INPUTS[unit])
          .isCloseTo(second, standardErrors(fourth - second * second));
    }
  }

  @Test
  void rectifiedStatesAreNeverNegative() {
    Matrix states = operations.allocate(INPUTS.length, DRAWS);
    units(Hidden.RECTIFIED).activate(products(), bias(), RandomKey.of(6), states);

    for (float state : host(states)) {
      assertThat(state).isNotNegative();
    }
  }

  @ParameterizedTest
  @EnumSource(Hidden.class)
  void codesHaveNoNoiseWhetherStatesAreDrawnOrNot(Hidden kind) {
    Matrix alone = products();
    units(kind).activate(alone, bias());
    Matrix besideStates = products();
    Matrix states = operations.allocate(INPUTS.length, DRAWS);
    units(kind).activate(besideStates, bias(), RandomKey.of(6), states);

    assertThat(host(besideStates)).isEqualTo(host(alone));
    float[] codes = host(alone);
    for (int i = 0; i < codes.length; i++) {
      double x = INPUTS[i % INPUTS.length];
      double code = kind == Hidden.BERNOULLI ? 1 / (1 + Math.exp(-x)) : Math.max(0, x);
      assertThat((double) codes[i]).isCloseTo(code, Offset.offset(1e-6));
    }
  }

  private static double moment(List<ExactStep.Drawn> drawn, double mean, int power) {
    return drawn.stream()
        .mapToDouble(x -> x.probability() * Math.pow(x.value() - mean, power))
        .sum();
  }

  /** Five of a mean of the draws, and what the exact value itself is off by. */
  private static Offset<Double> standardErrors(double variance) {
    return Offset.offset(5 * Math.sqrt(variance / DRAWS) + 5e-4);
  }

  private HiddenUnits units(Hidden kind) {
    return new HiddenUnits(kind, INPUTS.length, Optional.empty(), operations);
  }

  private Matrix products() {
    float[] values = new float[INPUTS.length * DRAWS];
    for (int i = 0; i < values.length; i++) {
      values[i] = INPUTS[i % INPUTS.length] - BIAS;
    }
    return matrix(values);
  }

  private Matrix bias() {
    float[] values = new float[INPUTS.length];
    Arrays.fill(values, BIAS);
    return matrix(values);
  }

  private Matrix matrix(float[] values) {
    Matrix matrix = operations.allocate(INPUTS.length, values.length / INPUTS.length);
    operations.upload(values, 0, matrix);
    return matrix;
  }

  private float[] host(Matrix matrix) {
    float[] values = new float[matrix.size()];
    operations.download(matrix, values, 0);
    return values;
  }
}
