package io.lamina.runtime.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.TestedDevice;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Border;
import io.lamina.zoo.geometry.Convolution;
import io.lamina.zoo.geometry.OverMaps;
import io.lamina.zoo.geometry.Pooling;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.TwoWay;
import io.lamina.zoo.geometry.Window;
import io.lamina.zoo.plan.layer.Rbm.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Frequencies of samples of tiny convolutional machines against distributions that are summed over
 * all states. Five inputs in a row, a filter of two of them at four positions, and two blocks of
 * two positions: nine states of the hidden units, each with a picture of its own.
 */
class ConvolutionalSamplerTest {
  private static final int CHAINS = 20_000;
  private static final int INPUTS = 5;
  private static final int POSITIONS = 4;

  /** Of chi-square, one in a thousand is above this: with 8 and with 15 degrees of freedom. */
  private static final double UNLIKELY_OF_9 = 26.1;

  private static final double UNLIKELY_OF_16 = 37.7;

  /** Two weights of the filter, its bias, and that of the inputs. */
  private static final float[] VECTOR = {1.5f, -1.2f, 0.3f, 0.2f};

  private static final RbmParameters TOP =
      new RbmParameters(
          Visible.BERNOULLI, 2, 2, new float[] {1.5f, -1, -0.8f, 1.2f, 0.2f, -0.3f, 0.4f, 0.1f});

  private static OverMaps layer(boolean blocks) {
    Window window = new Window(new Shape(1, INPUTS, 1), 2, 1, 1, Border.VALID);
    Convolution up = new Convolution(window, 1, Activation.SIGMOID);
    Window pairs = new Window(up.output(), 2, 1, 2, Border.VALID);
    return new OverMaps(
        TwoWay.of(up, Activation.LINEAR, true),
        blocks ? Optional.of(new Pooling(pairs, Pooling.Kind.MAX)) : Optional.empty(),
        blocks ? Optional.of(pairs) : Optional.empty());
  }

  private static ConvolutionalRbm machine(Visible visible, boolean blocks) {
    return ConvolutionalRbm.of(visible, layer(blocks), VECTOR).orElseThrow();
  }

  @Test
  void ofAMachineAloneBlocksAreAsFrequentAsItsEnergySays() {
    List<int[]> states = states(true);
    double[] expected = states.stream().mapToDouble(h -> weight(h, Visible.BERNOULLI)).toArray();

    assertThat(chiSquare(frequencies(states, Visible.BERNOULLI, List.of(), true), expected))
        .isLessThan(UNLIKELY_OF_9);
  }

  @Test
  void ofAMachineWithoutBlocksUnitsAreAsFrequentAsItsEnergySays() {
    List<int[]> states = states(false);
    double[] expected = states.stream().mapToDouble(h -> weight(h, Visible.BERNOULLI)).toArray();

    assertThat(chiSquare(frequencies(states, Visible.BERNOULLI, List.of(), false), expected))
        .isLessThan(UNLIKELY_OF_16);
  }

  /** What the top machine says of the blocks, and of the units what the lower one says. */
  @ParameterizedTest
  @EnumSource
  void underAMachineTheUnitsOfBlocksAreDrawnFromTheirOwnDistribution(Visible visible) {
    List<int[]> states = states(true);
    double[] ofBlocks = new double[4];
    for (int[] h : states) {
      ofBlocks[blocks(h)] += weight(h, visible);
    }
    double[] top = new double[4];
    for (int p = 0; p < 4; p++) {
      top[p] = States.weight(TOP, new double[] {States.on(p, 0), States.on(p, 1)});
    }
    double[] expected =
        states.stream()
            .mapToDouble(h -> top[blocks(h)] * weight(h, visible) / ofBlocks[blocks(h)])
            .toArray();

    assertThat(chiSquare(frequencies(states, visible, List.of(TOP), true), expected))
        .isLessThan(UNLIKELY_OF_9);
  }

  @Test
  void aStepFromExamplesBeginsWithTheBlocksTheyTurnOn() {
    float[] example = {1, 0, 1, 1, 0};
    float[] starts = new float[CHAINS * INPUTS];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = example[i % INPUTS];
    }
    ConvolutionalRbm low = machine(Visible.BERNOULLI, true);
    double[] probabilities = new double[2];
    for (int block = 0; block < 2; block++) {
      double sum = 0;
      for (int i = 2 * block; i < 2 * block + 2; i++) {
        sum += Math.exp(VECTOR[0] * example[i] + VECTOR[1] * example[i + 1] + VECTOR[2]);
      }
      probabilities[block] = sum / (1 + sum);
    }
    // The top machine copies what it reads.
    RbmParameters copies =
        new RbmParameters(Visible.BERNOULLI, 2, 2, new float[] {40, 0, 0, 40, -20, -20, -20, -20});
    float[] pictures;
    try (DeepBeliefSampler sampler =
        new DeepBeliefSampler(List.of(low, copies), CHAINS, TestedDevice.open())) {
      pictures = sampler.fromExamples(starts, 1, RandomKey.of(5));
    }
    List<int[]> states = states(true);
    double[] on = new double[2];
    double[] counted = counted(states, Visible.BERNOULLI, pictures);
    for (int s = 0; s < states.size(); s++) {
      on[0] += (blocks(states.get(s)) & 1) * counted[s] / CHAINS;
      on[1] += (blocks(states.get(s)) >> 1) * counted[s] / CHAINS;
    }
    for (int block = 0; block < 2; block++) {
      double hears = 40 * probabilities[block] - 20;
      double copied = 1 / (1 + Math.exp(-hears));
      assertThat(on[block]).isCloseTo(copied, within(0.02));
    }
  }

  @Test
  void refusesLayersThatAreNoMachines() {
    OverMaps layer = layer(true);
    OverMaps pooled = new OverMaps(layer.learnt(), layer.pooling(), Optional.empty());
    assertThat(ConvolutionalRbm.of(Visible.BERNOULLI, pooled, VECTOR)).isEmpty();
    assertThatThrownBy(() -> ConvolutionalRbm.of(Visible.BERNOULLI, layer, new float[3]))
        .hasMessage("3 parameters, must be 4");
  }

  /** All states of the hidden units; with blocks those in which at most one of a pair is on. */
  private static List<int[]> states(boolean blocks) {
    List<int[]> states = new ArrayList<>();
    for (int state = 0; state < 1 << POSITIONS; state++) {
      int[] h = new int[POSITIONS];
      for (int j = 0; j < POSITIONS; j++) {
        h[j] = States.on(state, j);
      }
      if (!blocks || (h[0] + h[1] < 2 && h[2] + h[3] < 2)) {
        states.add(h);
      }
    }
    return states;
  }

  private static int blocks(int[] h) {
    return (h[0] + h[1]) + 2 * (h[2] + h[3]);
  }

  /** What the visible units hear, with their bias. */
  private static double[] inputs(int[] h) {
    double[] inputs = new double[INPUTS];
    for (int i = 0; i < INPUTS; i++) {
      inputs[i] = VECTOR[3];
      inputs[i] += i < POSITIONS ? VECTOR[0] * h[i] : 0;
      inputs[i] += i > 0 ? VECTOR[1] * h[i - 1] : 0;
    }
    return inputs;
  }

  /** {@code Σᵥ exp(-E(v, h))}, or the integral, up to a factor. */
  private static double weight(int[] h, Visible visible) {
    double log = 0;
    for (int j = 0; j < POSITIONS; j++) {
      log += VECTOR[2] * h[j];
    }
    for (double input : inputs(h)) {
      log += visible == Visible.GAUSSIAN ? input * input / 2 : Math.log1p(Math.exp(input));
    }
    return Math.exp(log);
  }

  private static double[] frequencies(
      List<int[]> states, Visible visible, List<RbmParameters> above, boolean blocks) {
    List<Machine> machines = new ArrayList<>(List.of(machine(visible, blocks)));
    machines.addAll(above);
    try (DeepBeliefSampler sampler = new DeepBeliefSampler(machines, CHAINS, TestedDevice.open())) {
      return counted(states, visible, sampler.fromNoise(CHAINS, 40, RandomKey.of(3)));
    }
  }

  /** Each picture is the visible units' means of one state. */
  private static double[] counted(List<int[]> states, Visible visible, float[] pictures) {
    double[] counts = new double[states.size()];
    for (int chain = 0; chain < CHAINS; chain++) {
      counts[state(states, visible, States.doubles(pictures, chain * INPUTS, INPUTS))]++;
    }
    return counts;
  }

  private static int state(List<int[]> states, Visible visible, double[] picture) {
    for (int s = 0; s < states.size(); s++) {
      double[] inputs = inputs(states.get(s));
      double distance = 0;
      for (int i = 0; i < INPUTS; i++) {
        double mean = visible == Visible.GAUSSIAN ? inputs[i] : 1 / (1 + Math.exp(-inputs[i]));
        distance = Math.max(distance, Math.abs(mean - picture[i]));
      }
      if (distance < 1e-5) {
        return s;
      }
    }
    throw new AssertionError("a picture of no state");
  }

  /**
   * @param weights of the states, up to a factor
   */
  private static double chiSquare(double[] counts, double[] weights) {
    double all = 0;
    for (double weight : weights) {
      all += weight;
    }
    double sum = 0;
    for (int s = 0; s < counts.length; s++) {
      double expected = CHAINS * weights[s] / all;
      assertThat(expected).as("state %d", s).isGreaterThan(5);
      sum += (counts[s] - expected) * (counts[s] - expected) / expected;
    }
    return sum;
  }
}
