package io.lamina.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.Difference;
import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.ReferenceOperations;
import io.lamina.runtime.device.TestedDevice;
import io.lamina.zoo.plan.Activation;
import io.lamina.zoo.plan.BernoulliRbm;
import io.lamina.zoo.plan.DenoisingAutoencoder;
import io.lamina.zoo.plan.LayerPlan;
import io.lamina.zoo.plan.OptimizerPlan;
import io.lamina.zoo.plan.ReconstructionLoss;
import io.lamina.zoo.plan.TrainingLength;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What distribution rests on: a vector and a key are all a step depends on. */
class ReproducibilityTest {
  private static final int INPUTS = 37;
  private static final int BATCH = 20;

  static Stream<LayerPlan> plans() {
    OptimizerPlan momentum = new OptimizerPlan(0.1, 0.1, 0.5);
    return Stream.of(
        autoencoder(0.3, momentum),
        autoencoder(0, new OptimizerPlan(0.1, 0.1, 0)),
        new BernoulliRbm(11, 2, 1e-3, momentum, BATCH, TrainingLength.rounds(1)));
  }

  private static LayerPlan autoencoder(double corruption, OptimizerPlan optimizer) {
    return new DenoisingAutoencoder(
        11,
        Activation.SIGMOID,
        ReconstructionLoss.CROSS_ENTROPY,
        corruption,
        optimizer,
        BATCH,
        TrainingLength.rounds(1));
  }

  @ParameterizedTest
  @MethodSource("plans")
  void anotherTrainerGoesOnFromAVectorWithTheSameBits(LayerPlan plan) {
    float[] whole = steps(plan, start(plan), 0, 10);
    float[] half = steps(plan, start(plan), 0, 5);

    assertThat(steps(plan, half, 5, 10)).isEqualTo(whole);
  }

  private static float[] start(LayerPlan plan) {
    float[] initial = new Initialization(RandomKey.of(3)).layer(0, plan, INPUTS);
    try (Trainer trainer =
        Trainers.layer(plan, INPUTS, Activation.SIGMOID, new ReferenceOperations())) {
      return java.util.Arrays.copyOf(initial, trainer.vector().length());
    }
  }

  private static float[] steps(LayerPlan plan, float[] from, int first, int end) {
    float[] vector = from.clone();
    try (Trainer trainer = Trainers.layer(plan, INPUTS, Activation.SIGMOID, TestedDevice.open())) {
      trainer.vector().load(vector);
      for (int step = first; step < end; step++) {
        trainer.step(
            batch(step, BATCH - step % 3), new Step(step, 0.1, RandomKey.of(9).with(step), false));
      }
      trainer.vector().store(vector);
    }
    return vector;
  }

  @Test
  void measuringTheLossChangesNothing() {
    LayerPlan plan = autoencoder(0.3, new OptimizerPlan(0.1, 0.1, 0));
    float[][] results = new float[2][];
    for (int measured = 0; measured < 2; measured++) {
      float[] vector = start(plan);
      try (Trainer trainer =
          Trainers.layer(plan, INPUTS, Activation.SIGMOID, TestedDevice.open())) {
        trainer.vector().load(vector);
        double loss =
            trainer.step(batch(0, BATCH), new Step(0, 0.1, RandomKey.of(1), measured == 1));
        assertThat(Double.isNaN(loss)).isEqualTo(measured == 0);
        trainer.vector().store(vector);
      }
      results[measured] = vector;
    }
    assertThat(results[0]).isEqualTo(results[1]);
  }

  /** One step each of two unequal shards, averaged by examples, is the step of both together. */
  @Test
  void averagingEveryStepIsTheBigBatch() {
    LayerPlan plan = autoencoder(0, new OptimizerPlan(0.1, 0.1, 0));
    float[] start = start(plan);
    float[] both = step(plan, start, 0, 20);
    float[] first = step(plan, start, 0, 13);
    float[] second = step(plan, start, 13, 7);
    float[] average = new float[start.length];
    for (int i = 0; i < average.length; i++) {
      average[i] = (13 * first[i] + 7 * second[i]) / 20;
    }

    assertThat(Difference.largest(average, both)).isLessThan(1e-6);
    assertThat(first).isNotEqualTo(both);
  }

  private static float[] step(LayerPlan plan, float[] from, int firstExample, int examples) {
    MiniBatch all = batch(4, BATCH);
    MiniBatch part = new MiniBatch(INPUTS, BATCH);
    System.arraycopy(all.values(), firstExample * INPUTS, part.values(), 0, examples * INPUTS);
    part.size(examples);
    float[] vector = from.clone();
    Operations operations = new ReferenceOperations();
    try (Trainer trainer = Trainers.layer(plan, INPUTS, Activation.SIGMOID, operations)) {
      trainer.vector().load(vector);
      trainer.step(part, new Step(0, 0.5, RandomKey.of(1), false));
      trainer.vector().store(vector);
    }
    return vector;
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
