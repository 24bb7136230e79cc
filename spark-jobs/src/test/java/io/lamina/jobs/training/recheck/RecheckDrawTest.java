package io.lamina.jobs.training.recheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lamina.runtime.device.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecheckDrawTest {
  private static final int ROUNDS = 400;
  private static final int SHARDS = 25;

  private static RecheckDraw draw(double share, Integer... disputed) {
    return new RecheckDraw(RandomKey.of(1), share, ROUNDS, SHARDS, List.of(disputed));
  }

  /** Who trains a shard in a round, beside its own task. */
  private static List<Integer> witnesses(RecheckDraw draw, int round, int shard, int tasks) {
    return IntStream.range(0, tasks)
        .filter(task -> draw.others(round, task, tasks).contains(shard))
        .boxed()
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7, 25})
  void oneOtherTaskTrainsWhatIsDrawnAndNobodyAnythingElse(int tasks) {
    RecheckDraw draw = draw(0.2);
    int drawn = 0;
    for (int round = 0; round < ROUNDS - 1; round++) {
      for (int shard = 0; shard < SHARDS; shard++) {
        List<Integer> witnesses = witnesses(draw, round, shard, tasks);
        boolean compared = draw.isCompared(round, shard, tasks);
        assertThat(witnesses).hasSize(compared ? 1 : 0).doesNotContain(shard % tasks);
        drawn += witnesses.size();
      }
    }
    assertThat(drawn / (double) (SHARDS * (ROUNDS - 1))).isCloseTo(0.2, within(0.02));
  }

  /** So that an executor with several tasks does not only confirm itself. */
  @Test
  void everyTaskHasEveryOtherForAWitnessAtTimes() {
    List<Integer> witnesses = new ArrayList<>();
    for (int round = 0; round < ROUNDS - 1; round++) {
      witnesses.addAll(witnesses(draw(1), round, 3, 5));
    }
    assertThat(witnesses).contains(0, 1, 2, 4).doesNotContain(3);
  }

  @Test
  void inTheLastRoundAllTrainOneShard() {
    RecheckDraw draw = draw(1e-9);
    List<Integer> compared =
        IntStream.range(0, SHARDS)
            .filter(shard -> draw.isCompared(ROUNDS - 1, shard, 4))
            .boxed()
            .toList();

    assertThat(compared).hasSize(1);
    assertThat(witnesses(draw, ROUNDS - 1, compared.get(0), 4)).hasSize(3);
  }

  @Test
  void allTrainWhatIsDisputed() {
    RecheckDraw draw = draw(1e-9, 7);

    assertThat(draw.isCompared(0, 7, 4)).isTrue();
    assertThat(witnesses(draw, 0, 7, 4)).containsExactly(0, 1, 2);
    assertThat(witnesses(draw, 0, 8, 4)).isEmpty();
  }

  @Test
  void withoutAShareOrWithoutAnotherTaskNothingIsTrainedAgain() {
    for (int round : new int[] {0, ROUNDS - 1}) {
      for (int shard = 0; shard < SHARDS; shard++) {
        assertThat(draw(0).isCompared(round, shard, 4)).isFalse();
        assertThat(draw(1).isCompared(round, shard, 1)).isFalse();
      }
      assertThat(draw(0).others(round, 1, 4)).isEmpty();
      assertThat(draw(1).others(round, 0, 1)).isEmpty();
    }
  }

  /** A push has room for so many: a task's rechecks go along with its own shards' pushes. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7, 25})
  void aTaskHasHardlyMoreShardsOfOthersThanOfItsOwn(int tasks) {
    for (int round = 0; round < ROUNDS; round++) {
      for (int task = 0; task < tasks; task++) {
        int own = (SHARDS - task + tasks - 1) / tasks;
        assertThat(draw(1, 3).others(round, task, tasks)).hasSizeLessThanOrEqualTo(own + 3);
      }
    }
  }
}
