package io.lamina.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.ReferenceOperations;
import io.lamina.runtime.device.TestedDevice;
import io.lamina.runtime.layer.Step;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.layer.Corruption;
import io.lamina.zoo.plan.layer.GaussianNoise;
import io.lamina.zoo.plan.layer.KMeans;
import io.lamina.zoo.plan.layer.LayerPlan;
import io.lamina.zoo.plan.layer.Penalties;
import io.lamina.zoo.plan.layer.Rbm;
import io.lamina.zoo.plan.layer.Sparsity;
import io.lamina.zoo.plan.layer.Weights;
import io.lamina.zoo.plan.stage.Adam;
import io.lamina.zoo.plan.stage.ClippedRule;
import io.lamina.zoo.plan.stage.GradientDescent;
import io.lamina.zoo.plan.stage.Momentum;
import io.lamina.zoo.plan.stage.RmsProp;
import io.lamina.zoo.plan.stage.UpdateRule;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What distribution rests on: a vector and a key are all a step depends on. */
class ReproducibilityTest {
  private static final int INPUTS = 36;
  private static final int BATCH = 20;
  private static final Shape INPUT = new Shape(1, 6, 6);

  static Stream<LayerPlan> plans() {
    UpdateRule momentum = new Momentum(Momentum.Style.CLASSICAL, 0.5, 0.5);
    UpdateRule nesterov = new Momentum(Momentum.Style.NESTEROV, 0.5, 0.5);
    UpdateRule adam = Adam.standard();
    Stream<LayerPlan> autoencoders =
        Stream.of(
            autoencoder(Optional.of(TestPlans.MASKING), nesterov),
            autoencoder(Optional.of(TestPlans.MASKING), momentum),
            autoencoder(Optional.of(new GaussianNoise(0.3)), adam),
            autoencoder(Optional.of(TestPlans.MASKING), RmsProp.standard()),
            autoencoder(Optional.of(TestPlans.MASKING), new ClippedRule(momentum, 0.1)),
            penalised(Weights.TIED),
            penalised(Weights.UNTIED),
            autoencoder(Optional.empty(), new GradientDescent()));
    Stream<LayerPlan> overMaps =
        Stream.of(
                "{kind: autoencoder, weights: untied, corruption: {kind: masking, amount: 0.3}}",
                "{kind: rbm, chain: persistent}")
            .map(learns -> TestPlans.convolution("size: 3, over: maps", learns, BATCH));
    Stream<LayerPlan> competing =
        Stream.of(
            TestPlans.convolution(
                "size: 3, over: maps, pooling: {kind: probabilistic, size: 2}",
                "{kind: rbm, sparsity: {target: 0.1, weight: 1}}",
                BATCH));
    Stream<LayerPlan> centroids =
        Stream.of(momentum, nesterov, adam)
            .map(rule -> new KMeans(11, TestPlans.stage(BATCH, rule)));
    Stream<Rbm> machines = TestPlans.rbms(11, TestPlans.stage(BATCH, nesterov));
    return Stream.of(autoencoders, centroids, machines, overMaps, competing).flatMap(each -> each);
  }

  private static LayerPlan autoencoder(Optional<Corruption> corruption, UpdateRule rule) {
    return TestPlans.autoencoder(11, corruption, TestPlans.stage(BATCH, rule));
  }

  private static LayerPlan penalised(Weights weights) {
    return TestPlans.with(
        TestPlans.autoencoder(11, Optional.empty(), TestPlans.stage(BATCH)),
        weights,
        new Penalties(Optional.of(new Sparsity(0.1, 0.3)), 0.1, 1e-3));
  }

  @ParameterizedTest
  @MethodSource("plans")
  void anotherTrainerGoesOnFromWhatOneKnewWithTheSameBits(LayerPlan plan) {
    Known whole = steps(plan, start(plan), 0, 10);
    Known half = steps(plan, start(plan), 0, 5);

    assertThat(steps(plan, half, 5, 10)).usingRecursiveComparison().isEqualTo(whole);
    assertThat(half.vector).isNotEqualTo(whole.vector).isNotEqualTo(start(plan).vector);
  }

  /** What a trainer knows between two steps. */
  private static final class Known {
    private final float[] vector;
    private final float[] shardState;

    Known(float[] vector, float[] shardState) {
      this.vector = vector;
      this.shardState = shardState;
    }
  }

  /** Initial parameters, and an optimizer and a shard that remember nothing yet. */
  private static Known start(LayerPlan plan) {
    float[] initial = new Initialization(RandomKey.of(3)).layer(0, plan, INPUT, Activation.LINEAR);
    try (Trainer trainer =
        Trainers.layer(plan, INPUT, Activation.SIGMOID, new ReferenceOperations())) {
      assertThat(initial).as("initial parameters").hasSize(trainer.vector().parameterCount());
      assertThat(shardState(plan)).isEqualTo(trainer.shardState().length());
      float[] vector = new float[trainer.vector().length()];
      System.arraycopy(initial, 0, vector, 0, initial.length);
      return new Known(vector, new float[shardState(plan)]);
    }
  }

  private static int shardState(LayerPlan plan) {
    return plan.shardState(plan.pretrained(INPUT, Activation.SIGMOID));
  }

  private static Known steps(LayerPlan plan, Known from, int first, int end) {
    float[] vector = from.vector.clone();
    float[] shardState = from.shardState.clone();
    try (Trainer trainer = Trainers.layer(plan, INPUT, Activation.SIGMOID, TestedDevice.open())) {
      trainer.vector().load(vector);
      trainer.shardState().load(shardState);
      for (int step = first; step < end; step++) {
        RandomKey key = RandomKey.of(9).with(step);
        trainer.step(batch(step, BATCH - step % 3), new Step(step, 0.005, 0.5, key, false));
      }
      trainer.vector().store(vector);
      trainer.shardState().store(shardState);
    }
    return new Known(vector, shardState);
  }

  @Test
  void measuringTheLossChangesNothing() {
    LayerPlan plan = penalised(Weights.UNTIED);
    float[][] results = new float[2][];
    for (int measured = 0; measured < 2; measured++) {
      float[] vector = start(plan).vector;
      try (Trainer trainer = Trainers.layer(plan, INPUT, Activation.SIGMOID, TestedDevice.open())) {
        trainer.vector().load(vector);
        trainer.step(batch(0, BATCH), new Step(0, 0.1, 0, RandomKey.of(1), measured == 1));
        double loss = trainer.loss();
        assertThat(Double.isNaN(loss)).isEqualTo(measured == 0);
        trainer.vector().store(vector);
      }
      results[measured] = vector;
    }
    assertThat(results[0]).isEqualTo(results[1]);
  }

  private static MiniBatch batch(int seed, int size) {
    Random random = new Random(seed);
    MiniBatch batch = new MiniBatch(INPUTS, BATCH);
    for (int i = 0; i < size * INPUTS; i++) {
      batch.values()[i] = random.nextFloat();
    }
    batch.size(size);
    return batch;
  }
}
