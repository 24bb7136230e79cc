package io.lamina.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.ReferenceOperations;
import io.lamina.runtime.layer.Step;
import io.lamina.zoo.geometry.Activation;
import io.lamina.zoo.geometry.Shape;
import io.lamina.zoo.plan.layer.Penalties;
import io.lamina.zoo.plan.layer.Sparsity;
import io.lamina.zoo.plan.layer.Weights;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On a card, a number that the host reads in a step would cost more than the arithmetic. */
class NoReadingInAStepTest {
  private static final int INPUTS = 5;
  private static final int BATCH = 4;

  static Stream<TrainerCase> trainers() {
    Penalties all = new Penalties(Optional.of(new Sparsity(0.1, 0.3)), 0.1, 1e-3);
    Stream<TrainerCase> autoencoders =
        Stream.of(Weights.values())
            .map(
                weights ->
                    TestPlans.with(
                        TestPlans.autoencoder(
                            3, Optional.of(TestPlans.MASKING), TestPlans.stage(BATCH)),
                        weights,
                        all))
            .map(plan -> TrainerCase.autoencoder(INPUTS, plan, Activation.SIGMOID));
    Stream<TrainerCase> machines =
        TestPlans.rbms(3, TestPlans.stage(BATCH))
            .map(
                plan ->
                    new TrainerCase(
                        plan.keys().toString(),
                        operations ->
                            Trainers.layer(
                                plan, Shape.plain(INPUTS), Activation.SIGMOID, operations)));
    Stream<TrainerCase> stacks = TrainerCase.stacks(INPUTS, Activation.TANH, 0.3, BATCH).stream();
    return Stream.of(autoencoders, machines, stacks).flatMap(cases -> cases);
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void theLossIsReadOnceAfterTheSteps(TrainerCase tested) {
    ReferenceOperations operations = new ReferenceOperations();
    try (Trainer trainer = tested.trainer(operations)) {
      for (int step = 0; step < 3; step++) {
        trainer.step(batch(), new Step(step, 0.1, 0.5, RandomKey.of(step), step < 2));
      }
      assertThat(operations.reads()).isZero();

      assertThat(trainer.loss()).isFinite();
      assertThat(operations.reads()).isEqualTo(1);
      assertThat(trainer.loss()).as("nothing measured since").isNaN();
    }
  }

  private static MiniBatch batch() {
    MiniBatch batch = new MiniBatch(INPUTS, BATCH);
    for (int i = 0; i < BATCH * INPUTS; i++) {
      batch.values()[i] = i % 3 / 2f;
    }
    batch.size(BATCH);
    return batch;
  }
}
