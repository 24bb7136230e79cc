package io.lamina.runtime.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.runtime.device.Difference;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.ReferenceOperations;
import io.lamina.runtime.device.TestedDevice;
import io.lamina.zoo.plan.layer.Rbm.Visible;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Frequencies of samples against distributions that are summed over all states. The lowest layer's
 * three hidden units have eight states, and each makes another picture: pictures tell the states.
 */
class DeepBeliefSamplerTest {
  private static final int CHAINS = 20_000;

  /** Of chi-square with 7 degrees of freedom, one in a thousand is above this. */
  private static final double UNLIKELY = 24.3;

  private static final RbmParameters LOW = RandomRbm.bernoulli(4, 3, 1.5, 21);
  private static final RbmParameters MIDDLE = RandomRbm.bernoulli(3, 3, 1.5, 22);

  /** Weights (3 × 2) and biases, of a size that a step of its chain does not forget the last. */
  private static final RbmParameters TOP =
      new RbmParameters(
          Visible.BERNOULLI,
          3,
          2,
          new float[] {2.5f, 2, -2, -1.5f, 2, 1.5f, -1, -0.8f, -0.8f, -1.5f, 0.3f});

  @ParameterizedTest
  @EnumSource
  void statesAreAsFrequentAsTheTopMachineSays(Visible pixels) {
    RbmParameters low = RandomRbm.of(pixels, 4, 3, 1.5, 21);
    double[] frequencies =
        frequencies(low, sample(List.of(low, TOP), s -> s.fromNoise(CHAINS, 40, RandomKey.of(1))));

    assertThat(chiSquare(frequencies, probabilities(TOP))).isLessThan(UNLIKELY);
  }

  @Test
  void statesBetweenAreDrawnFromWhatTheLayerAboveSays() {
    double[] expected = new double[8];
    double[] top = probabilities(TOP);
    for (int above = 0; above < 8; above++) {
      for (int state = 0; state < 8; state++) {
        expected[state] += top[above] * probability(state, visibleMeans(MIDDLE, above));
      }
    }
    double[] frequencies =
        frequencies(
            LOW, sample(List.of(LOW, MIDDLE, TOP), s -> s.fromNoise(CHAINS, 40, RandomKey.of(2))));

    assertThat(chiSquare(frequencies, expected)).isLessThan(UNLIKELY);
  }

  /** A single step forgets little: it starts where the example's codes are. */
  @Test
  void aStepFromExamplesIsAStepFromTheirCodes() {
    float[] example = {1, 0, 0.25f, 1};
    double[] codes = hiddenMeans(LOW, States.doubles(example, 0, 4));
    double[] hidden = hiddenMeans(TOP, codes);
    double[] expected = new double[8];
    for (int h = 0; h < 4; h++) {
      for (int state = 0; state < 8; state++) {
        expected[state] += probability(h, hidden) * probability(state, visibleMeans(TOP, h));
      }
    }
    float[] starts = new float[4 * CHAINS];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = example[i % 4];
    }
    double[] frequencies =
        frequencies(
            LOW, sample(List.of(LOW, TOP), s -> s.fromExamples(starts, 1, RandomKey.of(3))));

    assertThat(chiSquare(frequencies, expected)).isLessThan(UNLIKELY);
    assertThat(chiSquare(frequencies, probabilities(TOP))).isGreaterThan(10 * UNLIKELY);
  }

  /** One machine alone gives the probabilities of its visible units: their mean is exact. */
  @Test
  void aSingleMachineGivesTheMeansOfItsVisibleUnits() {
    float[] images = sample(List.of(TOP), s -> s.fromNoise(CHAINS, 40, RandomKey.of(4)));
    double[] exact = probabilities(TOP);
    for (int i = 0; i < 3; i++) {
      double mean = 0;
      double marginal = 0;
      for (int chain = 0; chain < CHAINS; chain++) {
        assertThat(images[chain * 3 + i]).isStrictlyBetween(0f, 1f);
        mean += images[chain * 3 + i] / CHAINS;
      }
      for (int state = 0; state < 8; state++) {
        marginal += exact[state] * States.on(state, i);
      }
      assertThat(mean).isCloseTo(marginal, Offset.offset(0.01));
    }
  }

  @Test
  void theKeyFixesTheSamplesAndAChainsPlaceItsOwn() {
    float[] many = sample(List.of(LOW, TOP), s -> s.fromNoise(50, 5, RandomKey.of(5)));
    float[] few = sample(List.of(LOW, TOP), s -> s.fromNoise(7, 5, RandomKey.of(5)));

    assertThat(sample(List.of(LOW, TOP), s -> s.fromNoise(50, 5, RandomKey.of(5)))).isEqualTo(many);
    assertThat(sample(List.of(LOW, TOP), s -> s.fromNoise(50, 5, RandomKey.of(6))))
        .isNotEqualTo(many);
    assertThat(Difference.largest(few, Arrays.copyOf(many, few.length))).isLessThan(1e-5);
  }

  @Test
  void refusesStacksThatDoNotFit() {
    RbmParameters gaussian = RandomRbm.of(Visible.GAUSSIAN, 3, 2, 1, 1);

    assertThatThrownBy(() -> open(List.of(TOP, LOW)))
        .hasMessage("layer 2 has 4 visible units, on a layer that gives 2");
    assertThatThrownBy(() -> open(List.of(LOW, gaussian)))
        .hasMessageStartingWith("layer 2 has GAUSSIAN visible units");
    assertThatThrownBy(() -> open(List.of(gaussian)))
        .hasMessageStartingWith("layer 1 has GAUSSIAN visible units");
    assertThatThrownBy(() -> open(List.of())).hasMessageStartingWith("layers is empty");
  }

  @Test
  void refusesNoStepAndMoreChainsThanItHolds() {
    try (DeepBeliefSampler sampler =
        new DeepBeliefSampler(List.of(TOP), 10, new ReferenceOperations())) {
      assertThatThrownBy(() -> sampler.fromNoise(1, 0, RandomKey.of(1)))
          .hasMessage("steps is 0, must be at least 1");
      assertThatThrownBy(() -> sampler.fromNoise(11, 1, RandomKey.of(1)))
          .hasMessage("11 chains, must be 1 to 10");
      assertThatThrownBy(() -> sampler.fromExamples(new float[4], 1, RandomKey.of(1)))
          .hasMessage("4 values, must be one or more examples of 3");
    }
  }

  private interface Draw {
    float[] from(DeepBeliefSampler sampler);
  }

  private static float[] sample(List<RbmParameters> layers, Draw draw) {
    try (DeepBeliefSampler sampler = new DeepBeliefSampler(layers, CHAINS, TestedDevice.open())) {
      return draw.from(sampler);
    }
  }

  private static void open(List<RbmParameters> layers) {
    try (Operations operations = new ReferenceOperations()) {
      new DeepBeliefSampler(layers, 1, operations).close();
    }
  }

  /** How often each state of the hidden units made a picture; each picture is one of theirs. */
  private static double[] frequencies(RbmParameters low, float[] pictures) {
    double[] frequencies = new double[8];
    for (int chain = 0; chain < CHAINS; chain++) {
      frequencies[state(low, States.doubles(pictures, chain * 4, 4))]++;
    }
    return frequencies;
  }

  private static int state(RbmParameters low, double[] picture) {
    for (int state = 0; state < 8; state++) {
      if (distance(picture, visibleMeans(low, state)) < 1e-5) {
        return state;
      }
    }
    throw new AssertionError("a picture of no state: " + Arrays.toString(picture));
  }

  private static double distance(double[] a, double[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }

  private static double chiSquare(double[] counts, double[] probabilities) {
    double sum = 0;
    for (int state = 0; state < counts.length; state++) {
      double expected = CHAINS * probabilities[state];
      assertThat(expected).as("state %d", state).isGreaterThan(5);
      sum += (counts[state] - expected) * (counts[state] - expected) / expected;
    }
    return sum;
  }

  /** The exact probabilities of a machine's visible states. */
  private static double[] probabilities(RbmParameters rbm) {
    double[] logs = new ExactLikelihood(rbm).logLikelihoods(States.all(rbm.visible()));
    return Arrays.stream(logs).map(Math::exp).toArray();
  }

  private static double probability(int state, double[] means) {
    double product = 1;
    for (int i = 0; i < means.length; i++) {
      product *= States.on(state, i) == 1 ? means[i] : 1 - means[i];
    }
    return product;
  }

  private static double[] visibleMeans(RbmParameters rbm, int hiddenState) {
    double[] means = new double[rbm.visible()];
    for (int i = 0; i < means.length; i++) {
      double input = rbm.visibleBiases()[i];
      for (int j = 0; j < rbm.hidden(); j++) {
        input += rbm.weight(i, j) * States.on(hiddenState, j);
      }
      means[i] = rbm.visibleUnits() == Visible.GAUSSIAN ? input : sigmoid(input);
    }
    return means;
  }

  private static double[] hiddenMeans(RbmParameters rbm, double[] visible) {
    double[] means = new double[rbm.hidden()];
    for (int j = 0; j < means.length; j++) {
      double input = rbm.hiddenBiases()[j];
      for (int i = 0; i < visible.length; i++) {
        input += rbm.weight(i, j) * visible[i];
      }
      means[j] = sigmoid(input);
    }
    return means;
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }
}
