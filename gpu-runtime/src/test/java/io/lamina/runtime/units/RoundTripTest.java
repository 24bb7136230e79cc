package io.lamina.runtime.units;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.TestedDevice;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Stack;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoundTripTest {
  private static final int EXAMPLES = 3;
  private static final Offset<Double> NEAR = Offset.offset(1e-5);

  private static float[] numbers(int count, int seed) {
    Random random = new Random(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.nextFloat() - 0.5f;
    }
    return numbers;
  }

  private static double[] part(float[] values, int length, int example) {
    double[] part = new double[length];
    for (int i = 0; i < length; i++) {
      part[i] = values[example * length + i];
    }
    return part;
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void signalsComeDownByEachRuleAsTheDefinitionSays(Activation activation) {
    Stack stack = PlainStack.geometry(activation);
    int inputs = stack.input().size();
    int codes = stack.output().size();
    float[] parameters = numbers(stack.parameterCount(), 1);
    float[] examples = numbers(EXAMPLES * inputs, 2);
    float[] signal = numbers(EXAMPLES * codes, 3);
    try (Operations operations = TestedDevice.open()) {
      RoundTrip trip = new RoundTrip(stack, parameters, EXAMPLES, operations);
      float[] reachedCodes = trip.up(examples);
      for (SignalRule rule : SignalRule.values()) {
        float[] reached = new float[EXAMPLES * inputs];
        trip.down(signal, rule, reached);
        for (int i = 0; i < EXAMPLES; i++) {
          PlainStack plain = new PlainStack(activation, parameters, part(examples, inputs, i));
          assertThat(part(reachedCodes, codes, i)).containsExactly(plain.codes(), NEAR);
          assertThat(part(reached, inputs, i))
              .as("%s, example %d", rule, i)
              .containsExactly(plain.down(part(signal, codes, i), rule), NEAR);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void theDefinitionsGradientIsTheSlope(Activation activation) {
    Stack stack = PlainStack.geometry(activation);
    float[] parameters = numbers(stack.parameterCount(), 1);
    double[] example = part(numbers(stack.input().size(), 2), stack.input().size(), 0);
    double[] signal = part(numbers(stack.output().size(), 3), stack.output().size(), 0);

    double[] gradient =
        new PlainStack(activation, parameters, example).down(signal, SignalRule.GRADIENT);

    for (int i = 0; i < example.length; i++) {
      double above = weighted(activation, parameters, moved(example, i, 1e-6), signal);
      double below = weighted(activation, parameters, moved(example, i, -1e-6), signal);
      assertThat(gradient[i]).isCloseTo((above - below) / 2e-6, Offset.offset(1e-7));
    }
  }

  private static double[] moved(double[] example, int i, double change) {
    double[] moved = example.clone();
    moved[i] += change;
    return moved;
  }

  private static double weighted(
      Activation activation, float[] parameters, double[] example, double[] signal) {
    double[] codes = new PlainStack(activation, parameters, example).codes();
    double sum = 0;
    for (int i = 0; i < codes.length; i++) {
      sum += codes[i] * signal[i];
    }
    return sum;
  }
}
