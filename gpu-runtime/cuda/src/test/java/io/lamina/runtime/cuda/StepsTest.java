package io.lamina.runtime.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.device.Operations;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.layer.Step;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.runtime.train.Trainer;
import io.lamina.runtime.train.TrainerCase;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps of a training: their bits do not depend on how they are run. */
class StepsTest {
  private static final int INPUTS = 35;
  private static final int BATCH = 20;
  private static final int STEPS = 8;

  @AfterEach
  void reset() {
    assertThat(StandIn.held()).as("what was not given back").isZero();
    StandIn.configure(StandIn.CARDS);
  }

  static Stream<TrainerCase> trainers() {
    return TrainerCase.ofSomeKinds(INPUTS, BATCH);
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void theOrderOfBlocksAndThreadsChangesNothing(TrainerCase tested) {
    float[] forwards = trained(tested, "");
    assertThat(trained(tested, " order=backwards")).isEqualTo(forwards);
    assertThat(trained(tested, " order=random lazy")).isEqualTo(forwards);
    assertThat(trained(tested, " lazy ahead")).isEqualTo(forwards);
  }

  private static float[] trained(TrainerCase tested, String how) {
    StandIn.configure(StandIn.CARDS + how);
    try (Trainer trainer = tested.trainer(Opened.card(Rounding.FP32))) {
      float[] vector = start(trainer);
      trainer.vector().load(vector);
      for (int i = 0; i < STEPS; i++) {
        step(trainer, i);
      }
      assertThat(StandIn.calls("cuGraphLaunch")).isPositive();
      trainer.vector().store(vector);
      float[] withLoss = Arrays.copyOf(vector, vector.length + 1);
      withLoss[vector.length] = (float) trainer.loss();
      return withLoss;
    }
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void aStepThatIsLaunchedAgainHasTheBitsOfOneThatIsNot(TrainerCase tested) {
    for (Rounding rounding : List.of(Rounding.FP32, Rounding.BF16)) {
      float[] again = inTurns(tested, rounding, STEPS);
      assertThat(again).doesNotContain(Float.NaN);
      assertThat(inTurns(tested, rounding, 1)).as("%s", rounding).isEqualTo(again);
    }
  }

  /** Steps by trainers that make so many each: one that makes a single step launches no graph. */
  private static float[] inTurns(TrainerCase tested, Rounding rounding, int each) {
    float[] vector = new float[0];
    float[] shardState = new float[0];
    for (int begin = 0; begin < STEPS; begin += each) {
      long launches = StandIn.calls("cuGraphLaunch");
      try (Trainer trainer = tested.trainer(Opened.card(rounding))) {
        if (begin == 0) {
          vector = start(trainer);
          shardState = new float[trainer.shardState().length()];
        }
        trainer.vector().load(vector);
        trainer.shardState().load(shardState);
        for (int i = begin; i < begin + each; i++) {
          step(trainer, i);
        }
        trainer.vector().store(vector);
        trainer.shardState().store(shardState);
      }
      assertThat(StandIn.calls("cuGraphLaunch") > launches).isEqualTo(each > 1);
    }
    return vector;
  }

  /** The batch and the numbers are copied, and the batch is moved to its place. */
  @Test
  void aStepIsThreeCopiesAndOneLaunch() {
    try (Trainer trainer = trainers().findFirst().orElseThrow().trainer(card())) {
      trainer.vector().load(start(trainer));
      for (int i = 0; i < 3; i++) {
        trainer.step(batch(i, BATCH), new Step(i, 0.1, 0.5, RandomKey.of(i), false));
      }
      List<Long> before = calls();
      for (int i = 0; i < 5; i++) {
        trainer.step(batch(i, BATCH), new Step(i, 0.1, 0.5, RandomKey.of(i), false));
      }
      List<Long> after = calls();

      assertThat(IntStream.range(0, after.size()).mapToObj(i -> after.get(i) - before.get(i)))
          .containsExactly(10L, 5L, 5L, 0L, 0L);
    }
  }

  private static List<Long> calls() {
    return Stream.of(
            "cuMemcpyHtoDAsync",
            "cuMemcpyDtoDAsync",
            "cuGraphLaunch",
            "cuLaunchKernel",
            "cuStreamSynchronize")
        .map(StandIn::calls)
        .toList();
  }

  /** More sizes of mini-batch than are kept, twice. */
  @Test
  void stepsThatAreForgottenAreCapturedAnew() {
    try (Trainer trainer = trainers().findFirst().orElseThrow().trainer(card())) {
      trainer.vector().load(start(trainer));
      for (int i = 0; i < 4 * BATCH; i++) {
        trainer.step(batch(i, 1 + i / 2 % BATCH), new Step(i, 0.1, 0.5, RandomKey.of(i), false));
      }
      assertThat(StandIn.calls("cuGraphExecDestroy")).isPositive();
    }
  }

  private static Operations card() {
    return Opened.card(Rounding.FP32);
  }

  private static void step(Trainer trainer, int i) {
    RandomKey key = RandomKey.of(9).with(i);
    trainer.step(
        batch(i, i % 4 == 3 ? BATCH - 3 : BATCH), new Step(i, 0.005, 0.5, key, i % 3 == 0));
  }

  private static float[] start(Trainer trainer) {
    Random random = new Random(3);
    float[] vector = new float[trainer.vector().length()];
    for (int i = 0; i < trainer.vector().parameterCount(); i++) {
      vector[i] = 0.2f * (random.nextFloat() - 0.5f);
    }
    return vector;
  }

  private static MiniBatch batch(int seed, int size) {
    Random random = new Random(seed);
    MiniBatch batch = new MiniBatch(INPUTS, BATCH);
    for (int i = 0; i < size * INPUTS; i++) {
      batch.values()[i] = random.nextFloat();
    }
    for (int i = 0; i < size; i++) {
      batch.labels()[i] = random.nextInt(-1, 3);
    }
    batch.size(size);
    return batch;
  }
}
