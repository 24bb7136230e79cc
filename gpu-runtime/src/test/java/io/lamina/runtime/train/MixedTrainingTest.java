package io.lamina.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.Difference;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.ReferenceOperations;
import io.lamina.runtime.device.TestedDevice;
import io.lamina.runtime.layer.Step;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Training on a device that rounds the factors of products goes the way of the definition, as
 * closely as these factors allow, and no closer: on a device of float32 it is equal to it.
 */
class MixedTrainingTest {
  private static final int INPUTS = 7;
  private static final int BATCH = 5;
  private static final int STEPS = 12;

  /** Machines draw: a state that flips is no matter of rounding alone. */
  static Stream<TrainerCase> cases() {
    return TrainerCase.ofEveryKind(INPUTS, BATCH).filter(each -> !each.name().contains("visible"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void stepsGoTheWayOfTheDefinition(TrainerCase tested) {
    float[] ours = trained(tested.trainer(TestedDevice.open()));
    float[] theirs = trained(tested.trainer(new ReferenceOperations()));

    assertThat(Difference.largest(ours, theirs)).isBetween(least(), most());
  }

  private static double most() {
    return switch (TestedDevice.rounding()) {
      case NONE -> 1e-5;
      case TF32 -> 1e-3;
      case BFLOAT16 -> 5e-3;
    };
  }

  /** Else nothing was rounded. */
  private static double least() {
    return switch (TestedDevice.rounding()) {
      case NONE -> 0;
      case TF32 -> 1e-6;
      case BFLOAT16 -> 1e-5;
    };
  }

  private static float[] trained(Trainer trainer) {
    try (trainer) {
      Random random = new Random(3);
      float[] vector = new float[trainer.vector().length()];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = random.nextFloat() - 0.5f;
      }
      trainer.vector().load(vector);
      for (int step = 0; step < STEPS; step++) {
        RandomKey key = RandomKey.of(11).with(step);
        trainer.step(batch(1 + step % BATCH), new Step(step, 0.05, 0, key, false));
      }
      trainer.vector().store(vector);
      return vector;
    }
  }

  private static MiniBatch batch(int size) {
    Random random = new Random(size);
    MiniBatch batch = new MiniBatch(INPUTS, BATCH);
    for (int i = 0; i < size * INPUTS; i++) {
      batch.values()[i] = random.nextFloat();
    }
    for (int i = 0; i < size; i++) {
      batch.labels()[i] = random.nextInt(TrainerCase.CLASSES);
    }
    batch.size(size);
    return batch;
  }
}
