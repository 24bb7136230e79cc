package io.lamina.jobs.data.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.ExampleRow;
import io.lamina.jobs.data.source.ValueFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

/** Bundles and blocks, with what Spark does between them done here. */
class DealingTest {
  private static final int INPUTS = 8192;
  private static final int EXAMPLES = 6000;

  private final Sharding sharding = new Sharding(EXAMPLES, 3, 7);
  private final Dealing dealing = new Dealing(sharding, INPUTS, ValueFormat.UNSIGNED_BYTE);

  @Test
  void examplesAreInTheOrderOfTheirPlacesHoweverTheyCome() {
    List<Tuple2<Object, byte[]>> bundles = new ArrayList<>();
    bundles.addAll(bundles(LongStream.range(2000, EXAMPLES)));
    bundles.addAll(bundles(LongStream.range(0, 2000).map(i -> 1999 - i)));
    assertThat(bundles.stream().map(Tuple2::_1).distinct()).hasSizeGreaterThan(3 * 2);
    assertThat(bundles)
        .hasSizeGreaterThan((int) bundles.stream().map(Tuple2::_1).distinct().count());
    for (int shard = 0; shard < 3; shard++) {
      assertThat(labels(shard, bundles)).isEqualTo(inOrder(shard));
    }
  }

  @Test
  void twoExamplesOfOnePlaceAreNoticed() {
    List<Tuple2<Object, byte[]>> bundles = bundles(LongStream.of(5, 6, 5));
    int shard = Sharding.shard(sharding.place(5));
    assertThatThrownBy(() -> labels(shard, bundles))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the data changed while it was read");
  }

  private List<Tuple2<Object, byte[]>> bundles(LongStream indices) {
    List<Tuple2<Object, byte[]>> bundles = new ArrayList<>();
    new Bundles(indices.mapToObj(DealingTest::row).iterator(), dealing)
        .forEachRemaining(bundles::add);
    return bundles;
  }

  private static Tuple2<Long, byte[]> row(long index) {
    return new Tuple2<>(index, ExampleRow.ofBytes((int) index, new byte[INPUTS]));
  }

  private List<Integer> labels(int shard, List<Tuple2<Object, byte[]>> bundles) {
    Iterator<Tuple2<Object, byte[]>> sorted =
        bundles.stream()
            .filter(bundle -> Sharding.shard((Long) bundle._1()) == shard)
            .sorted(Comparator.comparing(bundle -> (Long) bundle._1()))
            .iterator();
    List<Integer> labels = new ArrayList<>();
    new StretchBlocks(sorted, dealing)
        .forEachRemaining(
            bytes -> {
              ExampleBlock block = ExampleBlock.of(bytes);
              for (int i = 0; i < block.examples(); i++) {
                labels.add(block.label(i));
              }
            });
    return labels;
  }

  private List<Integer> inOrder(int shard) {
    return LongStream.range(0, EXAMPLES)
        .boxed()
        .filter(i -> Sharding.shard(sharding.place(i)) == shard)
        .sorted(Comparator.comparing(sharding::place))
        .map(Long::intValue)
        .toList();
  }
}
