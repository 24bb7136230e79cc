package io.lamina.jobs.data.shards;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.jobs.data.Example;
import io.lamina.jobs.data.LocalSpark;
import io.lamina.jobs.data.NumberedExamples;
import io.lamina.jobs.data.source.ExampleRow;
import io.lamina.jobs.data.source.ValueFormat;
import io.lamina.runtime.device.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(LocalSpark.class)
class InterleavingTest {
  private final NumberedExamples numbers;

  InterleavingTest(SparkSession spark) {
    this.numbers = new NumberedExamples(spark);
  }

  @Test
  void aBlockOfTheOthersFollowsEachBlockAndTheyBeginAnew() {
    List<byte[]> each = List.of(block(1), block(2), block(3), block(4));
    List<byte[]> between = List.of(block(7), block(8), block(9));
    List<Float> order = new ArrayList<>();
    new Interleaving(each.iterator(), between.iterator())
        .forEachRemaining(block -> order.add(Example.ofBlock(block).get(0).values().get(0)));

    assertThat(order).containsExactly(1f, 7f, 2f, 8f, 3f, 9f, 4f, 7f);
  }

  private static byte[] block(int value) {
    return Example.block(List.of(ExampleRow.ofFloats(0, new float[] {value})), ValueFormat.FLOAT);
  }

  /** The sizes are computed before there is a block, and workers rely on them. */
  @ParameterizedTest
  @CsvSource({"3000, 40", "3000, 1024", "3000, 1500", "6000, 3001", "2, 3000", "1025, 1025"})
  void theSizesAreThoseOfTheShards(int count, int others) {
    try (ShardedDataset each = ShardedDataset.of(numbers.of(count, 3), 2, RandomKey.of(1));
        ShardedDataset between = ShardedDataset.of(numbers.of(others, 2), 2, RandomKey.of(2));
        ShardedDataset both = each.interleaved(between)) {
      List<Long> sizes =
          Example.byShard(both.blocks()).stream().map(shard -> (long) shard.size()).toList();

      assertThat(both.sizes()).isEqualTo(sizes);
      assertThat(both.largestShard()).isEqualTo(sizes.stream().mapToLong(n -> n).max().orElse(0));
      both.materialize(2);
    }
  }

  @Test
  void noExampleOfTheFirstIsLost() {
    try (ShardedDataset each = ShardedDataset.of(numbers.of(1500, 3), 3, RandomKey.of(1));
        ShardedDataset between = ShardedDataset.of(numbers.of(6, 2), 3, RandomKey.of(2));
        ShardedDataset both = each.interleaved(between)) {
      List<Integer> values =
          Example.byShard(both.blocks()).stream()
              .flatMap(List::stream)
              .map(example -> (int) (float) example.values().get(0))
              .toList();

      assertThat(values).containsAll(IntStream.range(0, 1500).boxed().toList()).hasSize(1506);
    }
  }
}
