package io.lamina.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.Difference;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.ReferenceOperations;
import io.lamina.runtime.device.TestedDevice;
import io.lamina.runtime.layer.Step;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link TrainerGradientTest} shows of the definition, a device does as well. */
class TrainerParityTest {
  private static final RandomKey KEY = RandomKey.of(11);

  /** The same steps on ND4J, smaller mini-batches and one single example among them. */
  @ParameterizedTest
  @MethodSource("io.lamina.runtime.train.TrainerGradientTest#cases")
  void nd4jTrainsAsTheOracleDoes(TrainerCase tested) {
    assertThat(
            Difference.largest(
                trained(tested.trainer(TestedDevice.open())),
                trained(tested.trainer(new ReferenceOperations()))))
        .isLessThan(1e-5);
  }

  /** All inputs of all units far out, some one way and some the other. */
  @ParameterizedTest
  @MethodSource("io.lamina.runtime.train.TrainerGradientTest#cases")
  void saturatedUnitsGiveFiniteLossesAndSteps(TrainerCase tested) {
    try (Trainer trainer = tested.trainer(TestedDevice.open())) {
      float[] vector = new float[trainer.vector().length()];
      for (float size : new float[] {50f, -50f}) {
        for (int i = 0; i < vector.length; i++) {
          vector[i] = i % 2 == 0 ? size : -size;
        }
        trainer.vector().load(vector);
        trainer.step(
            TrainerGradientTest.batch(TrainerGradientTest.BATCH), new Step(0, 1e-6, 0, KEY, true));
        double loss = trainer.loss();
        float[] moved = new float[vector.length];
        trainer.vector().store(moved);

        assertThat(loss).isFinite().isNotNegative();
        for (float value : moved) {
          assertThat(value).isFinite();
        }
      }
    }
  }

  private static float[] trained(Trainer trainer) {
    try (trainer) {
      float[] vector = TrainerGradientTest.parameters(trainer.vector().length());
      trainer.vector().load(vector);
      for (int step = 0; step < 12; step++) {
        trainer.step(
            TrainerGradientTest.batch(1 + step % TrainerGradientTest.BATCH),
            new Step(step, 0.02, 0, KEY.with(step), step % 3 == 0));
      }
      trainer.vector().store(vector);
      return vector;
    }
  }
}
