package io.lamina.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.device.ReferenceOperations;
import io.lamina.runtime.layer.Step;
import io.lamina.zoo.geometry.Activation;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a trainer measures of held-out examples is the loss of its steps. */
class MeasuringTest {
  private static final int INPUTS = 5;
  private static final int BATCH = 4;
  private static final RandomKey KEY = RandomKey.of(7);

  static Stream<TrainerCase> trainers() {
    return TrainerCase.ofEveryKind(INPUTS, BATCH);
  }

  /** Those that leave nothing out at random. */
  static Stream<TrainerCase> withoutDropout() {
    return Stream.concat(
        trainers().filter(each -> !each.name().contains("dropout")),
        TrainerCase.stacks(INPUTS, Activation.TANH, 0, BATCH).stream());
  }

  @ParameterizedTest
  @MethodSource("withoutDropout")
  void itIsTheLossThatAStepHasBeforeItLearns(TrainerCase tested) {
    try (Trainer trainer = started(tested)) {
      trainer.measure(batch(1), KEY);
      double measured = trainer.loss();
      trainer.step(batch(1), new Step(1, 0.1, 0.5, KEY, true));

      assertThat(measured).isEqualTo(trainer.loss());
    }
  }

  static Stream<TrainerCase> withDropout() {
    return TrainerCase.stacks(INPUTS, Activation.TANH, 0.3, BATCH).stream();
  }

  @ParameterizedTest
  @MethodSource("withDropout")
  void theLastStageIsMeasuredAsItIsUsed(TrainerCase tested) {
    try (Trainer trainer = started(tested)) {
      trainer.measure(batch(1), KEY);
      double measured = trainer.loss();
      trainer.measure(batch(1), RandomKey.of(8));

      assertThat(measured).isEqualTo(trainer.loss());
      trainer.step(batch(1), new Step(1, 0.1, 0.5, KEY, true));
      assertThat(measured).isNotEqualTo(trainer.loss());
    }
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void nothingIsLearntFromIt(TrainerCase tested) {
    try (Trainer trainer = started(tested);
        Trainer undisturbed = started(tested)) {
      Step step = new Step(0, 0.1, 0.5, RandomKey.of(1), false);
      trainer.step(batch(0), step);
      undisturbed.step(batch(0), step);

      trainer.measure(batch(1), KEY);
      trainer.measure(batch(2), KEY);
      Step next = new Step(1, 0.1, 0.5, RandomKey.of(2), false);
      trainer.step(batch(3), next);
      undisturbed.step(batch(3), next);

      assertThat(vector(trainer)).isEqualTo(vector(undisturbed));
    }
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void measurementsAddUp(TrainerCase tested) {
    try (Trainer trainer = started(tested)) {
      trainer.measure(batch(1), KEY);
      double first = trainer.loss();
      trainer.measure(batch(2), KEY);
      double second = trainer.loss();

      trainer.measure(batch(1), KEY);
      trainer.measure(batch(2), KEY);

      assertThat(trainer.loss()).isCloseTo(first + second, withPercentage(1e-10));
      assertThat(trainer.loss()).as("nothing measured since").isNaN();
    }
  }

  private static Trainer started(TrainerCase tested) {
    Trainer trainer = tested.trainer(new ReferenceOperations());
    float[] start = new float[trainer.vector().length()];
    for (int i = 0; i < trainer.vector().parameterCount(); i++) {
      start[i] = RandomKey.of(3).uniform(i) - 0.5f;
    }
    trainer.vector().load(start);
    return trainer;
  }

  private static float[] vector(Trainer trainer) {
    float[] vector = new float[trainer.vector().length()];
    trainer.vector().store(vector);
    return vector;
  }

  private static MiniBatch batch(int salt) {
    MiniBatch batch = new MiniBatch(INPUTS, BATCH);
    for (int i = 0; i < BATCH * INPUTS; i++) {
      batch.values()[i] = (i + salt) % 3 / 2f;
    }
    batch.size(BATCH);
    return batch;
  }
}
