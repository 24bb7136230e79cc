package io.lamina.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.Difference;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.ReferenceOperations;
import io.lamina.runtime.layer.Step;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.layer.Autoencoder;
import io.lamina.zoo.plan.layer.KMeans;
import io.lamina.zoo.plan.layer.Penalties;
import io.lamina.zoo.plan.layer.ReconstructionLoss;
import io.lamina.zoo.plan.layer.Sparsity;
import io.lamina.zoo.plan.layer.Weights;
import io.lamina.zoo.plan.stage.GradientDescent;
import io.lamina.zoo.plan.stage.Momentum;
import io.lamina.zoo.plan.stage.StagePlan;
import io.lamina.zoo.plan.stage.UpdateRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One step each of two unequal shards, averaged by examples, against the step of both together: on
 * the oracle, so that rounding has no say. What draws random numbers is not here, for the shards
 * draw different ones; nor is Adam, which divides by a root of what is averaged.
 */
class AveragingTest {
  private static final int INPUTS = 5;
  private static final int FIRST = 13;
  private static final int SECOND = 7;
  private static final int BOTH = FIRST + SECOND;

  static List<TrainerCase> linearInTheExamples() {
    List<TrainerCase> cases = new ArrayList<>();
    for (Activation activation : Activation.values()) {
      for (Weights weights : Weights.values()) {
        for (ReconstructionLoss loss : ReconstructionLoss.values()) {
          cases.add(autoencoder(activation, weights, loss, Penalties.none(), descent()));
        }
        Penalties penalties = new Penalties(Optional.empty(), 0.3, 0.2);
        ReconstructionLoss squared = ReconstructionLoss.SQUARED_ERROR;
        cases.add(autoencoder(activation, weights, squared, penalties, descent()));
      }
      cases.addAll(TrainerCase.stacks(INPUTS, activation, 0, BOTH));
    }
    for (Momentum.Style form : Momentum.Style.values()) {
      Penalties decay = new Penalties(Optional.empty(), 0, 0.2);
      UpdateRule rule = new Momentum(form, 0.5, 0.5);
      ReconstructionLoss entropy = ReconstructionLoss.CROSS_ENTROPY;
      cases.add(autoencoder(Activation.SIGMOID, Weights.TIED, entropy, decay, rule));
    }
    KMeans centroids = new KMeans(2, TestPlans.stage(BOTH, descent()));
    cases.add(
        new TrainerCase(
            centroids.kind(),
            operations ->
                Trainers.layer(centroids, Shape.plain(INPUTS), Activation.LINEAR, operations)));
    return cases;
  }

  private static UpdateRule descent() {
    return new GradientDescent();
  }

  private static TrainerCase autoencoder(
      Activation activation,
      Weights weights,
      ReconstructionLoss loss,
      Penalties penalties,
      UpdateRule rule) {
    StagePlan stage = TestPlans.stage(BOTH, rule);
    Autoencoder plan =
        new Autoencoder(3, activation, weights, loss, Optional.empty(), 1, penalties, stage);
    return TrainerCase.autoencoder(INPUTS, plan, Activation.SIGMOID);
  }

  @ParameterizedTest
  @MethodSource("linearInTheExamples")
  void averagingEveryStepIsTheBigBatch(TrainerCase tested) {
    assertThat(distanceOfTheAverage(tested)).isLessThan(1e-6);
  }

  /**
   * The sparsity penalty is a function of a mini-batch's mean code: the mean of its gradients is
   * not the gradient of the mean. The plan's documentation says so.
   */
  @ParameterizedTest
  @EnumSource(Weights.class)
  void ofSparseAutoencodersItIsTheMiniBatchThatCounts(Weights weights) {
    Penalties penalties = new Penalties(Optional.of(new Sparsity(0.1, 0.5)), 0, 0);
    ReconstructionLoss loss = ReconstructionLoss.CROSS_ENTROPY;
    TrainerCase sparse = autoencoder(Activation.SIGMOID, weights, loss, penalties, descent());

    assertThat(distanceOfTheAverage(sparse)).isGreaterThan(1e-4);
  }

  private static double distanceOfTheAverage(TrainerCase tested) {
    float[] both = step(tested, 0, BOTH);
    float[] first = step(tested, 0, FIRST);
    float[] second = step(tested, FIRST, SECOND);
    assertThat(Difference.largest(first, both)).isGreaterThan(1e-3);
    float[] average = new float[both.length];
    for (int i = 0; i < average.length; i++) {
      average[i] = (FIRST * first[i] + SECOND * second[i]) / BOTH;
    }
    return Difference.largest(average, both);
  }

  private static float[] step(TrainerCase tested, int firstExample, int examples) {
    try (Trainer trainer = tested.trainer(new ReferenceOperations())) {
      float[] vector = start(trainer.vector().length());
      trainer.vector().load(vector);
      trainer.step(batch(firstExample, examples), new Step(0, 0.5, 0.5, RandomKey.of(1), false));
      trainer.vector().store(vector);
      return vector;
    }
  }

  private static float[] start(int length) {
    Random random = new Random(3);
    float[] vector = new float[length];
    for (int i = 0; i < length; i++) {
      vector[i] = random.nextFloat() * 2 - 1;
    }
    return vector;
  }

  private static MiniBatch batch(int firstExample, int examples) {
    Random random = new Random(4);
    float[] values = new float[BOTH * INPUTS];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    MiniBatch batch = new MiniBatch(INPUTS, BOTH);
    System.arraycopy(values, firstExample * INPUTS, batch.values(), 0, examples * INPUTS);
    for (int i = 0; i < examples; i++) {
      batch.labels()[i] = (firstExample + i) * 7 % 5 % TrainerCase.CLASSES;
    }
    batch.size(examples);
    return batch;
  }
}
