package io.lamina.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.Difference;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.ReferenceOperations;
import io.lamina.runtime.device.TestedDevice;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Dense;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.geometry.Stack;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NetworkTest {
  private static final Stack STACK =
      new Stack(Shape.plain(9), List.of())
          .with(Dense.of(Shape.plain(9), 6, Activation.SIGMOID))
          .with(Dense.of(Shape.plain(6), 5, Activation.TANH));

  @Test
  void encodesAsTheDefinitionSays() {
    float[] parameters = new Initialization(RandomKey.of(1)).stack(STACK);
    MiniBatch batch = batch(7);
    try (Network ours = new Network(STACK, parameters, 7, TestedDevice.open());
        Network oracle = new Network(STACK, parameters, 7, new ReferenceOperations())) {
      assertThat(Difference.largest(ours.encode(batch), oracle.encode(batch))).isLessThan(2e-6);
    }
  }

  @Test
  void givesTheCodesOfEveryLayer() {
    float[] parameters = new Initialization(RandomKey.of(1)).stack(STACK);
    Stack lowest = STACK.lowest(1);
    MiniBatch batch = batch(5);
    try (Network all = new Network(STACK, parameters, 7, TestedDevice.open());
        Network one = new Network(lowest, parameters, 7, TestedDevice.open())) {
      assertThat(all.codes(batch)).containsExactly(one.encode(batch), all.encode(batch));
    }
  }

  @Test
  void classifiesByTheLargestLogit() {
    Stack softmax = new Stack(Shape.plain(2), List.of()).withSoftmax(3);
    // Class k's logit: weights (2 × 3, column-major), then the biases.
    float[] parameters = {1, 0, 0, 1, 0, 0, 0, 0, 0.5f};
    MiniBatch batch = new MiniBatch(2, 3);
    float[] values = {0.9f, 0.1f, 0.2f, 0.8f, 0.1f, 0.2f};
    System.arraycopy(values, 0, batch.values(), 0, values.length);
    batch.size(3);
    try (Network network = new Network(softmax, parameters, 3, TestedDevice.open())) {
      assertThat(network.classify(batch)).containsExactly(0, 1, 2);
      // The probabilities are 0.4718, 0.4367 and 0.4147.
      assertThat(network.predict(batch))
          .extracting(prediction -> 1 / (1 + Math.exp(-prediction.logOdds())))
          .usingElementComparator(Comparator.comparing(p -> Math.round(p * 1e4)))
          .containsExactly(0.4718, 0.4368, 0.4147);
    }
  }

  @Test
  void startsWithinGlorotsLimitsAndFollowsTheKey() {
    float[] parameters = new Initialization(RandomKey.of(1)).stack(STACK);
    double limit = 4 * Math.sqrt(6.0 / 15);
    for (int i = 0; i < 54; i++) {
      assertThat((double) parameters[i]).isBetween(-limit, limit).isNotZero();
    }
    for (int i = 54; i < 60; i++) {
      assertThat(parameters[i]).isZero();
    }
    assertThat(new Initialization(RandomKey.of(1)).stack(STACK)).isEqualTo(parameters);
    assertThat(new Initialization(RandomKey.of(2)).stack(STACK)).isNotEqualTo(parameters);
  }

  private static MiniBatch batch(int size) {
    Random random = new Random(2);
    MiniBatch batch = new MiniBatch(9, size);
    for (int i = 0; i < size * 9; i++) {
      batch.values()[i] = random.nextFloat();
    }
    batch.size(size);
    return batch;
  }
}
