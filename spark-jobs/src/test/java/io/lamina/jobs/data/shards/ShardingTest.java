package io.lamina.jobs.data.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.jobs.data.source.DataException;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardingTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "7, 1", "7, 7", "8, 7", "13, 7", "14, 7", "1000, 3", "1001, 64"})
  void shardsAreFilledWithoutGapsAndDifferByOneAtMost(long examples, int shards) {
    Sharding sharding = new Sharding(examples, shards, 11);
    List<TreeSet<Long>> places =
        IntStream.range(0, shards).mapToObj(shard -> new TreeSet<Long>()).toList();
    for (long i = 0; i < examples; i++) {
      long place = sharding.place(i);
      assertThat(places.get(Sharding.shard(place)).add(place)).isTrue();
    }
    for (int shard = 0; shard < shards; shard++) {
      TreeSet<Long> ofShard = places.get(shard);
      assertThat(ofShard).hasSize((int) sharding.size(shard));
      assertThat(ofShard.last() - ofShard.first()).isEqualTo(ofShard.size() - 1);
      assertThat(sharding.size(shard)).isBetween(examples / shards, examples / shards + 1);
    }
    assertThat(sharding.size(0)).isEqualTo((examples + shards - 1) / shards);
  }

  @Test
  void anotherSeedDealsOtherwise() {
    assertThat(shards(1)).isNotEqualTo(shards(2));
    assertThat(shards(1)).isEqualTo(shards(1));
  }

  @Test
  void neighboursAreDealtApart() {
    List<Integer> shards = shards(3);
    long together =
        IntStream.range(1, shards.size())
            .filter(i -> shards.get(i).equals(shards.get(i - 1)))
            .count();
    // A quarter of 999 pairs, were they dealt at random.
    assertThat(together).isBetween(200L, 300L);
  }

  @Test
  void anEmptyShardIsRefused() {
    assertThatThrownBy(() -> new Sharding(2, 3, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anExampleThatWasNotCountedIsRefused() {
    Sharding sharding = new Sharding(5, 2, 0);
    assertThatThrownBy(() -> sharding.place(5))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "the data grew while it was read: there is an example 5, 5 were counted "
                + "(read it when nothing writes to it)");
  }

  private static List<Integer> shards(long seed) {
    Sharding sharding = new Sharding(1000, 4, seed);
    return LongStream.range(0, 1000).mapToObj(i -> Sharding.shard(sharding.place(i))).toList();
  }
}
