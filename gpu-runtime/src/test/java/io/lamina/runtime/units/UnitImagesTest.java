package io.lamina.runtime.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.runtime.device.Difference;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.ReferenceOperations;
import io.lamina.runtime.device.TestedDevice;
import io.lamina.runtime.train.Initialization;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Border;
import io.lamina.zoo.geometry.Dense;
import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.geometry.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnitImagesTest {
  /** Single precision holds points this far apart exactly. */
  private static final float DISTANCE = 0x1p-10f;

  private static final int INPUTS = 7;
  private static final int UNITS = 3;

  private static Stack stack(Activation activation, int... units) {
    Stack stack = new Stack(Shape.plain(INPUTS), List.of());
    for (int count : units) {
      stack = stack.with(Dense.of(stack.output(), count, activation));
    }
    return stack;
  }

  /** Multiples of {@link #DISTANCE}, biases too. */
  private static float[] parameters(Stack stack) {
    return numbers(stack.parameterCount(), 5);
  }

  private static float[] numbers(int count, int seed) {
    Random random = new Random(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (random.nextInt(2001) - 1000) * DISTANCE;
    }
    return numbers;
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void theGradientIsTheSlopeOfTheUnitsInput(Activation activation) {
    Stack stack = stack(activation, 6, 5, 4);
    float[] points = numbers(UNITS * INPUTS, 6);
    try (UnitImages images =
        new UnitImages(stack, parameters(stack), UNITS, new ReferenceOperations())) {
      float[] slopes = new float[points.length];
      images.evaluate(points, new double[UNITS], slopes);
      for (int i = 0; i < points.length; i++) {
        double above = value(images, points, i, DISTANCE);
        double below = value(images, points, i, -DISTANCE);
        assertThat((double) slopes[i])
            .as("value %d of image %d", i % INPUTS, i / INPUTS)
            .isCloseTo((above - below) / (2 * DISTANCE), Offset.offset(2e-4));
      }
    }
  }

  /** The unit's input when one value of its image has changed. */
  private static double value(UnitImages images, float[] points, int i, float change) {
    float[] moved = points.clone();
    moved[i] += change;
    double[] values = new double[UNITS];
    images.evaluate(moved, values, new float[points.length]);
    return values[i / INPUTS];
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void nd4jEvaluatesAsTheOracleDoes(Activation activation) {
    Stack stack = stack(activation, 6, 5, 4);
    float[] points = numbers(UNITS * INPUTS, 6);
    assertThat(
            Difference.largest(
                slopes(stack, points, TestedDevice.open()),
                slopes(stack, points, new ReferenceOperations())))
        .isLessThan(1e-5);
  }

  private static float[] slopes(Stack stack, float[] points, Operations operations) {
    try (UnitImages images = new UnitImages(stack, parameters(stack), UNITS, operations)) {
      float[] slopes = new float[points.length];
      images.evaluate(points, new double[UNITS], slopes);
      return slopes;
    }
  }

  @Test
  void ofALowestLayerTheyAreItsWeights() {
    Stack stack = stack(Activation.SIGMOID, 4);
    float[] parameters = parameters(stack);
    try (UnitImages images = new UnitImages(stack, parameters, UNITS, TestedDevice.open())) {
      List<float[]> combined = images.linearCombinations();
      List<float[]> maximisers = images.maximisers(2.5, 20);
      for (int unit = 0; unit < UNITS; unit++) {
        float[] weights = Arrays.copyOfRange(parameters, unit * INPUTS, (unit + 1) * INPUTS);
        assertThat(combined.get(unit)).isEqualTo(weights);
        assertThat(Difference.largest(maximisers.get(unit), scaled(weights, 2.5))).isLessThan(1e-5);
      }
    }
  }

  @Test
  void aLinearCombinationIsTheProductOfTheWeights() {
    Stack stack = stack(Activation.TANH, 6, 4);
    float[] parameters = parameters(stack);
    int second = stack.span(1).from();
    try (UnitImages images = new UnitImages(stack, parameters, UNITS, TestedDevice.open())) {
      List<float[]> combined = images.linearCombinations();
      assertThat(combined).hasSize(UNITS);
      for (int unit = 0; unit < UNITS; unit++) {
        for (int input = 0; input < INPUTS; input++) {
          double sum = 0;
          for (int hidden = 0; hidden < 6; hidden++) {
            sum +=
                (double) parameters[hidden * INPUTS + input]
                    * parameters[second + unit * 6 + hidden];
          }
          assertThat((double) combined.get(unit)[input]).isCloseTo(sum, Offset.offset(1e-5));
        }
      }
    }
  }

  @Test
  void inALinearCombinationTheLargestValueIsTheMean() {
    Shape image = new Shape(1, 4, 4);
    Pooling pooling = new Pooling(Window.square(image, 2, 2, Border.VALID), Pooling.Kind.MAX);
    Stack stack =
        new Stack(image, List.of(pooling)).with(Dense.of(pooling.output(), 1, Activation.LINEAR));
    float[] parameters = {4, 8, -4, 16, 0};
    float[] mean = {1, 1, 2, 2, 1, 1, 2, 2, -1, -1, 4, 4, -1, -1, 4, 4};
    try (UnitImages images = new UnitImages(stack, parameters, 1, TestedDevice.open())) {
      assertThat(images.linearCombinations().get(0)).containsExactly(mean);
      assertThat(images.maximisers(1, 20)).hasSize(1);
      assertThat(images.linearCombinations().get(0))
          .as("whatever was looked at before")
          .containsExactly(mean);
    }
  }

  /** The layers must bend, or the linear combination is the best there is. */
  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      names = {"SIGMOID", "TANH"})
  void aMaximiserExcitesItsUnitMoreThanTheLinearCombinationOfEqualNorm(Activation activation) {
    Stack stack = stack(activation, 20, 12, UNITS);
    float[] parameters = new Initialization(RandomKey.of(4)).stack(stack);
    double norm = 4;
    try (UnitImages images = new UnitImages(stack, parameters, UNITS, TestedDevice.open())) {
      List<float[]> maximisers = images.maximisers(norm, 300);
      double[] reached = values(images, maximisers);
      double[] combined =
          values(
              images,
              images.linearCombinations().stream().map(each -> scaled(each, norm)).toList());
      for (int unit = 0; unit < UNITS; unit++) {
        assertThat(length(maximisers.get(unit))).isCloseTo(norm, Offset.offset(1e-4));
        assertThat(reached[unit]).isGreaterThan(combined[unit] + 0.01);
      }
      assertThat(steepestAlongTheSphere(images, maximisers)).isLessThan(1e-3);
    }
  }

  /** At an optimum on the sphere the gradient points straight out: 1 less their cosine. */
  private static double steepestAlongTheSphere(UnitImages images, List<float[]> points) {
    float[] slopes = new float[UNITS * INPUTS];
    images.evaluate(joined(points), new double[UNITS], slopes);
    double worst = 0;
    for (int unit = 0; unit < UNITS; unit++) {
      float[] slope = Arrays.copyOfRange(slopes, unit * INPUTS, (unit + 1) * INPUTS);
      double product = 0;
      for (int i = 0; i < INPUTS; i++) {
        product += (double) slope[i] * points.get(unit)[i];
      }
      worst = Math.max(worst, 1 - product / (length(slope) * length(points.get(unit))));
    }
    return worst;
  }

  private static double[] values(UnitImages images, List<float[]> points) {
    double[] values = new double[points.size()];
    images.evaluate(joined(points), values, new float[points.size() * INPUTS]);
    return values;
  }

  private static float[] joined(List<float[]> points) {
    float[] joined = new float[points.size() * INPUTS];
    for (int i = 0; i < points.size(); i++) {
      System.arraycopy(points.get(i), 0, joined, i * INPUTS, INPUTS);
    }
    return joined;
  }

  private static float[] scaled(float[] vector, double norm) {
    float[] scaled = new float[vector.length];
    for (int i = 0; i < vector.length; i++) {
      scaled[i] = (float) (vector[i] * norm / length(vector));
    }
    return scaled;
  }

  private static double length(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }

  @Test
  void aUnitThatNothingExcitesHasAnEmptyImage() {
    Stack stack = stack(Activation.SIGMOID, 3, 1);
    try (UnitImages images =
        new UnitImages(stack, new float[stack.parameterCount()], 1, TestedDevice.open())) {
      assertThat(images.maximisers(1, 5).get(0)).containsOnly(0);
    }
  }

  @Test
  void moreUnitsThanThereAreAreRefused() {
    Stack stack = stack(Activation.SIGMOID, 3, 2);
    float[] parameters = parameters(stack);
    assertThatThrownBy(() -> new UnitImages(stack, parameters, 3, new ReferenceOperations()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 units of a layer of 2");
  }
}
