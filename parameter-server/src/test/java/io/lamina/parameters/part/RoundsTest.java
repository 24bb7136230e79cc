package io.lamina.parameters.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lamina.parameters.LossSum;
import io.lamina.parameters.OuterOptimizer;
import io.lamina.parameters.Push;
import io.lamina.parameters.PushId;
import io.lamina.parameters.Pushes;
import io.lamina.parameters.RoundSummary;
import io.lamina.parameters.RoundsSpec;
import io.lamina.parameters.Specs;
import io.lamina.parameters.StageSpec;
import io.lamina.parameters.VectorSpec;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class RoundsTest {
  private static final int LENGTH = 10_007;

  private static StageSpec spec(int shards, OuterOptimizer outer) {
    return Specs.of(
        RoundsSpec.synchronous(shards, 3, 100_000), VectorSpec.ofParameters(LENGTH), outer);
  }

  private static StageSpec runningAhead() {
    return Specs.of(
        new RoundsSpec(2, 3, 100_000, 1),
        VectorSpec.ofParameters(LENGTH),
        OuterOptimizer.average());
  }

  private static Push push(long generation, int round, int shard, long examples) {
    return Pushes.of(new PushId("s", generation, round, shard), examples);
  }

  /** A shard's push to the first round. */
  private static Push firstPush(int shard, long examples, LossSum loss) {
    return new Push(new PushId("s", 1, 0, shard), examples, loss, Pushes.IDLE);
  }

  private static Rounds.Outcome push(Rounds rounds, Push push, float[] difference) {
    return AtRoundZero.push(rounds, push, FloatBuffer.wrap(difference));
  }

  private static float[] random(long seed) {
    Random random = new Random(seed);
    float[] values = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      values[i] = (float) (random.nextGaussian() * Math.pow(10, -random.nextInt(6)));
    }
    return values;
  }

  private static float[] filled(float value) {
    float[] values = new float[LENGTH];
    Arrays.fill(values, value);
    return values;
  }

  @Test
  void anyOrderOfArrivalGivesTheSameBits() {
    List<Integer> order = new ArrayList<>(IntStream.range(0, 7).boxed().toList());
    float[] expected = null;
    for (int trial = 0; trial < 5; trial++) {
      Rounds rounds = AtRoundZero.rounds(spec(7, OuterOptimizer.nesterov(0.7, 0.9)), random(99));
      for (int round = 0; round < 3; round++) {
        Collections.shuffle(order, new Random(trial * 31L + round));
        for (int shard : order) {
          push(rounds, push(1, round, shard, 100 + shard), random(round * 10 + shard));
        }
      }
      assertThat(rounds.finished()).isTrue();
      if (expected != null) {
        assertThat(rounds.vector()).isEqualTo(expected);
      }
      expected = rounds.vector();
    }
  }

  @Test
  void aShardsStateCountsFromTheRoundsCommitOn() {
    StageSpec spec =
        Specs.of(
            RoundsSpec.synchronous(2, 9, 100), new VectorSpec(1, 1, 2), OuterOptimizer.average());
    Rounds rounds = AtRoundZero.rounds(spec, new float[1]);
    assertThat(rounds.state(1)).containsExactly(0, 0);

    push(rounds, push(1, 0, 0, 1), new float[] {1, 10, 11});
    assertThat(rounds.state(0)).containsExactly(0, 0);
    push(rounds, push(1, 0, 1, 1), new float[] {3, 20, 21});
    assertThat(rounds.state(0)).containsExactly(10, 11);
    assertThat(rounds.state(1)).containsExactly(20, 21);
    assertThat(rounds.vector()).containsExactly(2);

    push(rounds, push(1, 1, 0, 1), new float[] {1, 12, 13});
    long generation = AtRoundZero.nextGeneration(rounds);
    assertThat(rounds.state(0)).containsExactly(10, 11);
    push(rounds, push(generation, 1, 1, 1), new float[] {1, 22, 23});
    push(rounds, push(generation, 1, 0, 1), new float[] {1, 14, 15});
    assertThat(rounds.state(0)).containsExactly(14, 15);
  }

  @Test
  void aStateThatIsNotFiniteEndsTheStage() {
    StageSpec spec =
        Specs.of(
            RoundsSpec.synchronous(1, 9, 100), new VectorSpec(1, 1, 2), OuterOptimizer.average());
    Rounds rounds = AtRoundZero.rounds(spec, new float[1]);

    assertThat(push(rounds, push(1, 0, 0, 1), new float[] {1, 0, Float.NaN}))
        .isEqualTo(Rounds.Outcome.FAILED);
    assertThat(rounds.failure().orElseThrow().message())
        .isEqualTo(
            "s diverged in round 1: shard 0's state is NaN at value 1, from w (train slower)");
  }

  /** Round 2 is whole before round 1; it counts when it is its turn, once. */
  @Test
  void aShardMayRunAheadAsFarAsTheStageAllows() {
    Rounds rounds = AtRoundZero.rounds(runningAhead(), filled(0));
    assertThat(push(rounds, push(1, 0, 0, 1), filled(1))).isEqualTo(Rounds.Outcome.ACCEPTED);
    assertThat(push(rounds, push(1, 1, 0, 1), filled(3))).isEqualTo(Rounds.Outcome.ACCEPTED);
    assertThat(push(rounds, push(1, 1, 0, 1), filled(9))).isEqualTo(Rounds.Outcome.DUPLICATE);
    assertThat(push(rounds, push(1, 2, 0, 1), filled(9))).isEqualTo(Rounds.Outcome.FENCED);
    assertThat(push(rounds, push(1, 1, 1, 1), filled(5))).isEqualTo(Rounds.Outcome.ACCEPTED);
    assertThat(rounds.vector()).isEqualTo(filled(0));

    assertThat(push(rounds, push(1, 0, 1, 3), filled(2))).isEqualTo(Rounds.Outcome.COMPLETE);
    assertThat(rounds.round()).isEqualTo(1);
    assertThat(rounds.vector()).isEqualTo(filled(1.75f));
    assertThat(rounds.complete()).isTrue();
    rounds.commit();
    assertThat(rounds.vector()).isEqualTo(filled(5.75f));
    assertThat(rounds.complete()).isFalse();
    assertThat(push(rounds, push(1, 3, 0, 1), filled(9))).isEqualTo(Rounds.Outcome.FENCED);
  }

  @Test
  void aNewGenerationForgetsAllOpenRounds() {
    Rounds rounds = AtRoundZero.rounds(runningAhead(), filled(0));
    push(rounds, push(1, 0, 0, 1), filled(1));
    push(rounds, push(1, 1, 0, 1), filled(1));
    long next = AtRoundZero.nextGeneration(rounds);
    for (int round = 0; round < 2; round++) {
      push(rounds, push(next, round, 0, 1), filled(2));
      push(rounds, push(next, round, 1, 1), filled(2));
    }
    assertThat(rounds.vector()).isEqualTo(filled(4));
  }

  @Test
  void theMeanIsWeightedByExamples() {
    Rounds rounds = AtRoundZero.rounds(spec(3, OuterOptimizer.average()), filled(1f));
    float[][] differences = {random(1), random(2), random(3)};
    long[] weights = {17, 1, 400};
    for (int shard = 0; shard < 3; shard++) {
      push(rounds, push(1, 0, shard, weights[shard]), differences[shard]);
    }
    for (int i = 0; i < LENGTH; i++) {
      double mean =
          (17.0 * differences[0][i] + differences[1][i] + 400.0 * differences[2][i]) / 418;
      assertThat((double) rounds.vector()[i]).isCloseTo(1 + mean, within(1e-6));
    }
  }

  @Test
  void oneShardAveragedPlainlyMovesByItsDifference() {
    Rounds rounds = AtRoundZero.rounds(spec(1, OuterOptimizer.average()), filled(0f));
    push(rounds, push(1, 0, 0, 12_345), filled(0.125f));
    assertThat(rounds.vector()).isEqualTo(filled(0.125f));
  }

  @Test
  void nesterovFollowsItsFormula() {
    Rounds rounds = AtRoundZero.rounds(spec(1, OuterOptimizer.nesterov(0.5, 0.5)), filled(0f));
    push(rounds, push(1, 0, 0, 1), filled(1f));
    // v = 1; step = 0.5 · (1 + 0.5 · 1)
    assertThat(rounds.vector()[0]).isEqualTo(0.75f);
    push(rounds, push(1, 1, 0, 1), filled(1f));
    // v = 1.5; step = 0.5 · (1 + 0.5 · 1.5)
    assertThat(rounds.vector()[0]).isEqualTo(1.625f);
  }

  /** Many rounds of unequal shards, against the textbook's two lines in double precision. */
  @RepeatedTest(5)
  void nesterovStaysWithAPlainComputationInDoublePrecision(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int length = 53;
    int outerLength = 40;
    double rate = 0.2 + random.nextDouble();
    double momentum = 0.95 * random.nextDouble();
    Rounds rounds =
        AtRoundZero.rounds(
            Specs.of(
                RoundsSpec.synchronous(3, 60, 10_000),
                new VectorSpec(length, outerLength, 0),
                OuterOptimizer.nesterov(rate, momentum)),
            new float[length]);
    double[] vector = new double[length];
    double[] velocity = new double[length];
    while (!rounds.finished()) {
      double[] sum = new double[length];
      long examples = 0;
      for (int shard = 0; shard < 3; shard++) {
        float[] difference = new float[length];
        long weight = 1L + random.nextInt(1000);
        examples += weight;
        for (int i = 0; i < length; i++) {
          difference[i] = (float) (0.01 * random.nextGaussian());
          sum[i] += weight * (double) difference[i];
        }
        push(rounds, push(1, rounds.round(), shard, weight), difference);
      }
      for (int i = 0; i < length; i++) {
        double mean = sum[i] / examples;
        velocity[i] = momentum * velocity[i] + mean;
        vector[i] += i < outerLength ? rate * (mean + momentum * velocity[i]) : mean;
      }
    }
    for (int i = 0; i < length; i++) {
      assertThat((double) rounds.vector()[i]).isCloseTo(vector[i], within(2e-6));
    }
  }

  @Test
  void optimizerStateIsAveragedPlainly() {
    StageSpec spec =
        Specs.of(
            RoundsSpec.synchronous(1, 2, 100_000),
            new VectorSpec(LENGTH, 10, 0),
            OuterOptimizer.nesterov(0.5, 0.5));
    Rounds rounds = AtRoundZero.rounds(spec, filled(0f));
    push(rounds, push(1, 0, 0, 1), filled(1f));
    assertThat(rounds.vector()[9]).isEqualTo(0.75f);
    assertThat(rounds.vector()[10]).isEqualTo(1f);
  }

  @Test
  void aShardCountsOnceARound() {
    Rounds rounds = AtRoundZero.rounds(spec(2, OuterOptimizer.average()), filled(0f));
    assertThat(push(rounds, push(1, 0, 0, 1), filled(1f))).isEqualTo(Rounds.Outcome.ACCEPTED);
    assertThat(push(rounds, push(1, 0, 0, 1), filled(1f))).isEqualTo(Rounds.Outcome.DUPLICATE);
    assertThat(push(rounds, push(1, 0, 1, 1), filled(3f))).isEqualTo(Rounds.Outcome.COMPLETE);
    assertThat(rounds.vector()[0]).isEqualTo(2f);
  }

  @Test
  void lateAndEarlyRoundsAndOldGenerationsAreRefused() {
    Rounds rounds = AtRoundZero.rounds(spec(2, OuterOptimizer.average()), filled(0f));
    assertThat(push(rounds, push(1, 1, 0, 1), filled(1f))).isEqualTo(Rounds.Outcome.FENCED);
    push(rounds, push(1, 0, 0, 1), filled(1f));
    AtRoundZero.nextGeneration(rounds);
    assertThat(push(rounds, push(1, 0, 1, 1), filled(1f))).isEqualTo(Rounds.Outcome.FENCED);
    push(rounds, push(2, 0, 0, 1), filled(5f));
    push(rounds, push(2, 0, 1, 1), filled(5f));
    assertThat(rounds.vector()[0]).isEqualTo(5f);
    assertThat(push(rounds, push(2, 0, 1, 1), filled(5f))).isEqualTo(Rounds.Outcome.FENCED);
  }

  @Test
  void aBadValueEndsTheStageAndIsNamed() {
    for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY, 64f, 1e30f}) {
      Rounds rounds = AtRoundZero.rounds(spec(2, OuterOptimizer.average()), filled(0f));
      push(rounds, push(1, 0, 0, 1), filled(1f));
      push(rounds, push(1, 0, 1, 1), filled(1f));
      float[] difference = filled(0.1f);
      difference[9_000] = bad;
      assertThat(push(rounds, push(1, 1, 1, 1), difference)).isEqualTo(Rounds.Outcome.FAILED);
      assertThat(rounds.failure().orElseThrow().message())
          .isEqualTo(
              "s diverged in round 2: shard 1's update is "
                  + bad
                  + " at value 9000, must be below 64.0, from w "
                  + "(train slower)");
      assertThat(rounds.vector()).isEqualTo(filled(1f));
      assertThat(push(rounds, push(1, 1, 0, 1), filled(1f))).isEqualTo(Rounds.Outcome.FAILED);
    }
  }

  @Test
  void nothingOfABadPushIsLeftToTheNextGeneration() {
    Rounds rounds = AtRoundZero.rounds(spec(2, OuterOptimizer.average()), filled(0f));
    float[] difference = filled(10f);
    difference[LENGTH - 1] = Float.NaN;
    push(rounds, push(1, 0, 0, 1), difference);
    AtRoundZero.nextGeneration(rounds);
    push(rounds, push(2, 0, 0, 1), filled(1f));
    push(rounds, push(2, 0, 1, 1), filled(3f));
    assertThat(rounds.vector()).isEqualTo(filled(2f));
  }

  @Test
  void aZombiesBadValueEndsNothing() {
    Rounds rounds = AtRoundZero.rounds(spec(1, OuterOptimizer.average()), filled(0f));
    AtRoundZero.nextGeneration(rounds);
    assertThat(push(rounds, push(1, 0, 0, 1), filled(Float.NaN))).isEqualTo(Rounds.Outcome.FENCED);
    assertThat(rounds.failure()).isEmpty();
  }

  @Test
  void aLossThatIsNotFiniteEndsTheStage() {
    Rounds rounds = AtRoundZero.rounds(spec(2, OuterOptimizer.average()), filled(0f));
    Push push = firstPush(1, 10, new LossSum(Double.POSITIVE_INFINITY, 1));
    assertThat(push(rounds, push, filled(0f))).isEqualTo(Rounds.Outcome.FAILED);
    assertThat(rounds.failure().orElseThrow().message())
        .startsWith("s diverged in round 1: shard 1's loss is Infinity");
  }

  @Test
  void aFirstVectorThatIsNotFiniteIsRefused() {
    float[] initial = filled(0f);
    initial[17] = Float.NaN;
    assertThatThrownBy(() -> AtRoundZero.rounds(spec(1, OuterOptimizer.average()), initial))
        .hasMessage("s: value 17 of its first vector is NaN");
  }

  /** The largest step there is, from the largest vector there is. */
  @Test
  void aVectorStaysFinite() {
    StageSpec spec = spec(1, new OuterOptimizer(100, 0.999));
    Rounds rounds = AtRoundZero.rounds(spec, filled(Float.MAX_VALUE));
    while (!rounds.finished()) {
      push(rounds, push(1, rounds.round(), 0, 1), filled(Math.nextDown(64f)));
    }
    assertThat(rounds.vector()).isEqualTo(filled(Float.MAX_VALUE));
  }

  @Test
  void theSumHoldsTheLargestTermsThePlanAllows() {
    Rounds rounds = AtRoundZero.rounds(spec(1, OuterOptimizer.average()), filled(0f));
    float largest = Math.nextDown(64f);
    push(rounds, push(1, 0, 0, 100_000), filled(largest));
    assertThat(rounds.vector()[0]).isEqualTo(largest);
  }

  @Test
  void moreExamplesThanThePlanImpliesAreRefused() {
    Rounds rounds = AtRoundZero.rounds(spec(2, OuterOptimizer.average()), filled(0f));
    push(rounds, push(1, 0, 0, 60_000), filled(0f));
    assertThat(push(rounds, push(1, 0, 1, 60_000), filled(0f))).isEqualTo(Rounds.Outcome.FAILED);
    assertThat(rounds.failure().orElseThrow().message())
        .contains("shard 1 pushed 60000 examples in round 1")
        .contains("at most 100000");
  }

  @Test
  void aShardOrALengthTheStageDoesNotHaveChangesNothing() {
    Rounds rounds = AtRoundZero.rounds(spec(2, OuterOptimizer.average()), filled(0f));
    for (float[] wrong : new float[][] {new float[LENGTH - 1], new float[LENGTH + 1], {}}) {
      assertThatThrownBy(() -> push(rounds, push(1, 0, 0, 1), wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(wrong.length + " values for shard 0");
    }
    assertThatThrownBy(() -> push(rounds, push(1, 0, 2, 1), filled(1f)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("shard 2");
    push(rounds, push(1, 0, 0, 1), filled(1f));
    push(rounds, push(1, 0, 1, 1), filled(1f));
    assertThat(rounds.vector()).isEqualTo(filled(1f));
  }

  /** A buffer is read from its position on, whatever lies before. */
  @Test
  void aDifferenceMayLieInsideALargerBuffer() {
    float[] larger = new float[LENGTH + 5];
    Arrays.fill(larger, 5, LENGTH + 5, 2f);
    larger[4] = Float.NaN;
    Rounds rounds = AtRoundZero.rounds(spec(1, OuterOptimizer.average()), filled(0f));
    AtRoundZero.push(rounds, push(1, 0, 0, 1), FloatBuffer.wrap(larger, 5, LENGTH));
    assertThat(rounds.vector()).isEqualTo(filled(2f));
  }

  @Test
  void aRoundWithoutAMeasuredLossReportsNone() {
    Push silent = firstPush(0, 5, new LossSum(3, 0));
    Push measured = firstPush(1, 7, new LossSum(3, 6));
    assertThat(RoundSummary.of("s", 0, List.of(silent)).loss()).isNaN();
    assertThat(RoundSummary.of("s", 0, List.of(measured)).loss()).isEqualTo(0.5);
    assertThat(RoundSummary.of("s", 0, List.of(silent, measured)).examples()).isEqualTo(12);
  }

  /**
   * Random pushes and generations against the simplest model there is: a table of what was counted.
   */
  @RepeatedTest(40)
  void aRandomScheduleDoesWhatTheModelSays(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int shards = 1 + random.nextInt(4);
    int length = 1 + random.nextInt(20);
    StageSpec spec =
        Specs.of(
            RoundsSpec.synchronous(shards, 5, 1 << 10),
            VectorSpec.ofParameters(length),
            OuterOptimizer.average());
    Rounds rounds = AtRoundZero.rounds(spec, new float[length]);
    RoundsModel model = new RoundsModel(shards, 5, length);
    int checked = 0;
    for (int event = 0; event < 400; event++) {
      if (random.nextInt(12) == 0) {
        assertThat(AtRoundZero.nextGeneration(rounds)).isEqualTo(model.nextGeneration());
      } else {
        long generation = Math.max(0, model.generation() - random.nextInt(3) + random.nextInt(2));
        int round = Math.max(0, model.round() - random.nextInt(2) + random.nextInt(2));
        Push push = push(generation, round, random.nextInt(shards), 1 + random.nextInt(100));
        float[] difference = new float[length];
        for (int i = 0; i < length; i++) {
          difference[i] = random.nextFloat() - 0.5f;
        }
        assertThat(push(rounds, push, difference)).isEqualTo(model.push(push, difference));
      }
      assertThat(rounds.round()).isEqualTo(model.round());
      if (rounds.round() > checked) {
        assertThat(rounds.vector()).containsExactly(model.vector(), within(1e-6f));
        checked = rounds.round();
      }
    }
    assertThat(rounds.vector()).containsExactly(model.vector(), within(1e-6f));
  }
}
