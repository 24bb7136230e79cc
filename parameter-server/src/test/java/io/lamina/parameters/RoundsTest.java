package io.lamina.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoundsTest {
  private static final int LENGTH = 10_007;

  private final List<RoundSummary> committed = new ArrayList<>();

  private static StageSpec spec(int shards, OuterOptimizer outer) {
    return new StageSpec("s", shards, 3, LENGTH, LENGTH, outer, 100_000);
  }

  private static Push push(long generation, int round, int shard, long examples) {
    return new Push("s", generation, round, shard, examples, 1, 1, 0, 0);
  }

  private Rounds.Outcome push(Rounds rounds, Push push, float[] difference) {
    return rounds.push(push, FloatBuffer.wrap(difference), committed);
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
    java.util.Arrays.fill(values, value);
    return values;
  }

  @Test
  void anyOrderOfArrivalGivesTheSameBits() {
    List<Integer> order = new ArrayList<>(IntStream.range(0, 7).boxed().toList());
    float[] expected = null;
    for (int trial = 0; trial < 5; trial++) {
      Rounds rounds = new Rounds(spec(7, OuterOptimizer.nesterov(0.7, 0.9)), random(99));
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
  void theMeanIsWeightedByExamples() {
    Rounds rounds = new Rounds(spec(3, OuterOptimizer.average()), filled(1f));
    float[][] differences = {random(1), random(2), random(3)};
    long[] weights = {17, 1, 400};
    for (int shard = 0; shard < 3; shard++) {
      push(rounds, push(1, 0, shard, weights[shard]), differences[shard]);
    }
    for (int i = 0; i < LENGTH; i++) {
      double mean =
          (17.0 * differences[0][i] + differences[1][i] + 400.0 * differences[2][i]) / 418;
      assertThat((double) rounds.vector()[i])
          .isCloseTo(1 + mean, org.assertj.core.data.Offset.offset(1e-6));
    }
  }

  @Test
  void oneShardAveragedPlainlyMovesByItsDifference() {
    Rounds rounds = new Rounds(spec(1, OuterOptimizer.average()), filled(0f));
    push(rounds, push(1, 0, 0, 12_345), filled(0.125f));
    assertThat(rounds.vector()).isEqualTo(filled(0.125f));
  }

  @Test
  void nesterovFollowsItsFormula() {
    Rounds rounds = new Rounds(spec(1, OuterOptimizer.nesterov(0.5, 0.5)), filled(0f));
    push(rounds, push(1, 0, 0, 1), filled(1f));
    // v = 1; step = 0.5 · (1 + 0.5 · 1)
    assertThat(rounds.vector()[0]).isEqualTo(0.75f);
    push(rounds, push(1, 1, 0, 1), filled(1f));
    // v = 1.5; step = 0.5 · (1 + 0.5 · 1.5)
    assertThat(rounds.vector()[0]).isEqualTo(1.625f);
  }

  @Test
  void optimizerStateIsAveragedPlainly() {
    StageSpec spec =
        new StageSpec("s", 1, 2, LENGTH, 10, OuterOptimizer.nesterov(0.5, 0.5), 100_000);
    Rounds rounds = new Rounds(spec, filled(0f));
    push(rounds, push(1, 0, 0, 1), filled(1f));
    assertThat(rounds.vector()[9]).isEqualTo(0.75f);
    assertThat(rounds.vector()[10]).isEqualTo(1f);
  }

  @Test
  void aShardCountsOnceARound() {
    Rounds rounds = new Rounds(spec(2, OuterOptimizer.average()), filled(0f));
    assertThat(push(rounds, push(1, 0, 0, 1), filled(1f))).isEqualTo(Rounds.Outcome.ACCEPTED);
    assertThat(push(rounds, push(1, 0, 0, 1), filled(1f))).isEqualTo(Rounds.Outcome.DUPLICATE);
    assertThat(push(rounds, push(1, 0, 1, 1), filled(3f))).isEqualTo(Rounds.Outcome.COMMITTED);
    assertThat(rounds.vector()[0]).isEqualTo(2f);
  }

  @Test
  void lateAndEarlyRoundsAndOldGenerationsAreRefused() {
    Rounds rounds = new Rounds(spec(2, OuterOptimizer.average()), filled(0f));
    assertThat(push(rounds, push(1, 1, 0, 1), filled(1f))).isEqualTo(Rounds.Outcome.FENCED);
    push(rounds, push(1, 0, 0, 1), filled(1f));
    rounds.nextGeneration();
    assertThat(push(rounds, push(1, 0, 1, 1), filled(1f))).isEqualTo(Rounds.Outcome.FENCED);
    push(rounds, push(2, 0, 0, 1), filled(5f));
    push(rounds, push(2, 0, 1, 1), filled(5f));
    assertThat(rounds.vector()[0]).isEqualTo(5f);
    assertThat(push(rounds, push(2, 0, 1, 1), filled(5f))).isEqualTo(Rounds.Outcome.FENCED);
  }

  @Test
  void aBadValueEndsTheStageAndIsNamed() {
    Rounds rounds = new Rounds(spec(2, OuterOptimizer.average()), filled(0f));
    float[] bad = filled(0.1f);
    bad[9_000] = Float.NaN;
    assertThat(push(rounds, push(1, 0, 1, 1), bad)).isEqualTo(Rounds.Outcome.FAILED);
    assertThat(rounds.failure())
        .isEqualTo(
            "s diverged: shard 1's update of round 0 holds NaN at 9000 "
                + "(lower the learning rate, or the outer momentum)");
    assertThat(rounds.vector()).isEqualTo(filled(0f));
  }

  @Test
  void aDifferenceTooLargeForTheSumIsRefused() {
    Rounds rounds = new Rounds(spec(1, OuterOptimizer.average()), filled(0f));
    assertThat(push(rounds, push(1, 0, 0, 1), filled(64f))).isEqualTo(Rounds.Outcome.FAILED);
    assertThat(rounds.failure()).contains("64.0 at 0");
  }

  @Test
  void theSumHoldsTheLargestTermsThePlanAllows() {
    Rounds rounds = new Rounds(spec(1, OuterOptimizer.average()), filled(0f));
    float largest = Math.nextDown(64f);
    push(rounds, push(1, 0, 0, 100_000), filled(largest));
    assertThat(rounds.vector()[0]).isEqualTo(largest);
  }

  @Test
  void moreExamplesThanThePlanImpliesAreRefused() {
    Rounds rounds = new Rounds(spec(2, OuterOptimizer.average()), filled(0f));
    push(rounds, push(1, 0, 0, 60_000), filled(0f));
    assertThat(push(rounds, push(1, 0, 1, 60_000), filled(0f))).isEqualTo(Rounds.Outcome.FAILED);
  }
}
