package io.lamina.jobs.data.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.lamina.jobs.data.Example;
import io.lamina.jobs.data.LocalSpark;
import io.lamina.jobs.data.NumberedExamples;
import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.Examples;
import io.lamina.runtime.device.RandomKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LocalSpark.class)
class ShardedDatasetTest {
  private static final RandomKey KEY = RandomKey.of(8);

  private final NumberedExamples numbers;

  ShardedDatasetTest(SparkSession spark) {
    this.numbers = new NumberedExamples(spark);
  }

  @Test
  void aShardHoldsTheExamplesOfItsPlacesInTheirOrder() {
    try (ShardedDataset data = ShardedDataset.of(numbers.of(2000, 3), 3, KEY)) {
      Sharding sharding = new Sharding(2000, 3, KEY.bits());
      List<List<Example>> shards = Example.byShard(data.blocks());
      for (int shard = 0; shard < 3; shard++) {
        int wanted = shard;
        List<Example> inOrder =
            IntStream.range(0, 2000)
                .boxed()
                .filter(i -> Sharding.shard(sharding.place(i)) == wanted)
                .sorted(Comparator.comparingLong(i -> sharding.place(i)))
                .map(i -> Example.of(i % 3, i))
                .toList();
        assertThat(shards.get(shard)).isEqualTo(inOrder);
      }
      assertThat(data.sizes()).containsExactly(667L, 667L, 666L);
      assertThat(data.largestShard()).isEqualTo(667);
      assertThat(data.examples()).isEqualTo(2000);
      assertThat(data.shards()).isEqualTo(3);
      assertThat(data.inputs()).isEqualTo(1);
    }
  }

  @Test
  void aBlockIsFullButForTheLastOfAShard() {
    try (ShardedDataset data = ShardedDataset.of(numbers.of(2100, 2), 2, KEY)) {
      List<List<Integer>> sizes =
          data.blocks().glom().collect().stream()
              .map(shard -> shard.stream().map(b -> ExampleBlock.of(b).examples()).toList())
              .toList();
      assertThat(sizes).containsExactly(List.of(512, 512, 26), List.of(512, 512, 26));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void everyShardIsInOneGroup(int groups) {
    try (ShardedDataset data = ShardedDataset.of(numbers.of(700, 5), 7, KEY)) {
      List<List<Integer>> members =
          data.byGroup(groups, ShardedDatasetTest::described, String.class).collect().stream()
              .map(text -> Stream.of(text.split(" ")).map(Integer::valueOf).toList())
              .toList();
      assertThat(members).hasSize(groups);
      for (int group = 0; group < groups; group++) {
        int remainder = group;
        assertThat(members.get(group))
            .containsExactlyElementsOf(
                IntStream.range(0, 7).filter(s -> s % groups == remainder).boxed().toList());
      }
    }
  }

  /** The shards of a group; each is read twice, and must be whole and its own both times. */
  private static String described(ShardGroup group) {
    Sharding sharding = new Sharding(700, 7, KEY.bits());
    List<String> indices = new ArrayList<>();
    for (Shard shard : group.shards()) {
      for (int time = 0; time < 2; time++) {
        List<Example> examples = new ArrayList<>();
        shard.blocks().get().forEachRemaining(block -> examples.addAll(Example.ofBlock(block)));
        boolean own =
            examples.size() == 100
                && examples.stream()
                    .map(e -> (long) (float) e.values().get(0))
                    .allMatch(i -> Sharding.shard(sharding.place(i)) == shard.index());
        if (!own) {
          throw new AssertionError("shard " + shard.index() + " holds " + examples);
        }
      }
      indices.add(String.valueOf(shard.index()));
    }
    return String.join(" ", indices);
  }

  @Test
  void aGroupCanReadTheShardsOfOthers() {
    try (ShardedDataset data = ShardedDataset.of(numbers.of(700, 5), 7, KEY)) {
      List<String> read =
          data.byGroup(3, ShardedDatasetTest::describedNext, String.class).collect();

      assertThat(read).containsExactly("0 of 3: 1", "1 of 3: 2", "2 of 3: 3");
    }
  }

  /** The shard behind a group's first, which is another's. */
  private static String describedNext(ShardGroup group) {
    Shard next = group.all().apply(group.index() + 1);
    ShardGroup alone = new ShardGroup(group.index(), group.groups(), List.of(next), group.all());
    return group.index() + " of " + group.groups() + ": " + described(alone);
  }

  @Test
  void theClassesThatNoExampleIsOfAreFound() {
    try (ShardedDataset data = ShardedDataset.of(numbers.of(700, 5), 7, KEY)) {
      assertThat(data.missing(3, 2)).isEmpty();
      assertThat(data.missing(5, 2)).containsExactly(3, 4);
    }
    try (ShardedDataset two = ShardedDataset.of(numbers.of(2, 1), 2, KEY)) {
      assertThat(two.missing(3, 2)).containsExactly(2);
    }
  }

  @Test
  void thereIsNoGroupWithoutAShard() {
    try (ShardedDataset data = ShardedDataset.of(numbers.of(10, 2), 3, KEY)) {
      for (int groups : new int[] {0, 4}) {
        assertThatThrownBy(() -> data.byGroup(groups, group -> "", String.class))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("3 shards for " + groups + " tasks");
      }
    }
  }

  @Test
  void blocksAreHeldAndComeAgainTheSameWhenTheyAreLost() {
    ShardedDataset data = ShardedDataset.of(numbers.of(1500, 4), 3, KEY);
    data.materialize(2);
    assertThat(data.blocks().getStorageLevel()).isEqualTo(StorageLevel.MEMORY_AND_DISK());
    List<byte[]> held = data.blocks().collect();

    data.close();

    assertThat(data.blocks().getStorageLevel()).isEqualTo(StorageLevel.NONE());
    List<byte[]> again = data.blocks().collect();
    assertThat(again).hasSize(3);
    for (int i = 0; i < held.size(); i++) {
      assertThat(again.get(i)).isNotSameAs(held.get(i)).isEqualTo(held.get(i));
    }
  }

  @Test
  void codesStayInTheirShards() {
    try (ShardedDataset data = ShardedDataset.of(numbers.of(1200, 4), 2, KEY);
        ShardedDataset codes = data.mapped(2, ShardedDatasetTest::doubled)) {
      codes.materialize(1);
      List<List<Example>> wanted =
          Example.byShard(data.blocks()).stream()
              .map(
                  shard ->
                      shard.stream()
                          .map(e -> Example.of(e.label(), e.values().get(0), -e.values().get(0)))
                          .toList())
              .toList();
      assertThat(Example.byShard(codes.blocks())).isEqualTo(wanted);
      assertThat(codes.inputs()).isEqualTo(2);
      assertThat(codes.sizes()).isEqualTo(data.sizes());
    }
  }

  private static Iterator<byte[]> doubled(Iterator<byte[]> blocks) {
    List<byte[]> codes = new ArrayList<>();
    while (blocks.hasNext()) {
      byte[] bytes = blocks.next();
      List<Example> examples = Example.ofBlock(bytes);
      float[] values = new float[2 * examples.size()];
      for (int i = 0; i < examples.size(); i++) {
        values[2 * i] = examples.get(i).values().get(0);
        values[2 * i + 1] = -values[2 * i];
      }
      codes.add(ExampleBlock.of(bytes).withValues(values));
    }
    return codes.iterator();
  }

  @Test
  void dataThatShrinksOrGrowsMeanwhileIsNoticed() {
    ShardedDataset shrunk = ShardedDataset.of(numbers.claiming(20, 19, 2), 2, KEY);
    assertThatThrownBy(() -> shrunk.materialize(2))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "the data changed while it was read: 20 examples were counted, then there were 19 "
                + "(read it when nothing writes to it)");
    ShardedDataset grown = ShardedDataset.of(numbers.claiming(20, 21, 2), 2, KEY);
    Throwable thrown = catchThrowable(() -> grown.materialize(2));
    assertThat(thrown).isInstanceOf(SparkException.class).hasCauseInstanceOf(DataException.class);
    assertThat(thrown.getCause())
        .hasMessageStartingWith("the data grew while it was read: there is an example 20, 20");
  }

  @Test
  void theDigestIsThatOfTheExamplesHoweverTheyWereRead() {
    assertThat(digest(numbers.of(700, 5))).isEqualTo(digest(numbers.of(700, 2)));
    assertThat(digest(numbers.of(700, 5))).isNotEqualTo(digest(numbers.of(701, 5)));
  }

  private static String digest(Examples examples) {
    try (ShardedDataset data = ShardedDataset.of(examples, 3, KEY)) {
      assertThat(data.digest()).isEmpty();
      data.materialize(2);
      return data.digest().orElseThrow();
    }
  }
}
