package io.lamina.jobs.data.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.jobs.data.Example;
import io.lamina.jobs.data.source.ExampleRow;
import io.lamina.jobs.data.source.ValueFormat;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.train.MiniBatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardReaderTest {
  private static final int EXAMPLES = 1300;

  /** Blocks of 512, 512 and 276 examples; example i has the values i and -i and the label i. */
  private final List<byte[]> blocks = blocks();

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100, 512, 600, 1299, 1300, 5000})
  void anEpochVisitsEveryExampleOnce(int batchSize) {
    ShardReader reader = reader(batchSize, 1);
    int steps = (EXAMPLES + batchSize - 1) / batchSize;
    for (int epoch = 0; epoch < 3; epoch++) {
      List<Integer> seen = new ArrayList<>();
      for (int i = 0; i < steps; i++) {
        List<Integer> batch = read(reader, (long) epoch * steps + i, batchSize);
        int last = EXAMPLES - (steps - 1) * batchSize;
        assertThat(batch).hasSize(i < steps - 1 ? batchSize : last);
        seen.addAll(batch);
      }
      assertThat(seen).hasSize(EXAMPLES).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 100, 600})
  void aStepIsTheSameHoweverItIsReached(int batchSize) {
    List<Long> steps = new ArrayList<>(LongStream.range(0, 40).boxed().toList());
    ShardReader inOrder = reader(batchSize, 1);
    List<List<Integer>> batches =
        steps.stream().map(step -> read(inOrder, step, batchSize)).toList();

    Collections.shuffle(steps, new Random(4));
    ShardReader jumping = reader(batchSize, 1);
    for (long step : steps) {
      assertThat(read(jumping, step, batchSize)).isEqualTo(batches.get((int) step));
      assertThat(read(jumping, step, batchSize)).isEqualTo(batches.get((int) step));
      assertThat(read(reader(batchSize, 1), step, batchSize)).isEqualTo(batches.get((int) step));
    }
  }

  @Test
  void blocksComeInOrderAndTheirExamplesShuffled() {
    List<Integer> epoch = read(reader(EXAMPLES, 1), 0, EXAMPLES);
    assertThat(epoch.subList(0, 512))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 512).boxed().toList())
        .isNotEqualTo(IntStream.range(0, 512).boxed().toList());
    assertThat(epoch.subList(512, 1024)).allMatch(i -> i >= 512 && i < 1024);
    // The blocks are not all shuffled alike.
    assertThat(epoch.subList(512, 1024).stream().map(i -> i - 512).toList())
        .isNotEqualTo(epoch.subList(0, 512));
  }

  @Test
  void epochsAndKeysDifferInTheirOrder() {
    ShardReader reader = reader(EXAMPLES, 1);
    List<Integer> first = read(reader, 0, EXAMPLES);
    assertThat(read(reader, 1, EXAMPLES)).isNotEqualTo(first);
    assertThat(read(reader(EXAMPLES, 2), 0, EXAMPLES)).isNotEqualTo(first);
    assertThat(read(reader(EXAMPLES, 1), 0, EXAMPLES)).isEqualTo(first);
  }

  @Test
  void blocksAreReadToTheirEndBeforeTheyAreOpenedAgain() {
    List<Iterator<byte[]>> opened = new ArrayList<>();
    ShardReader reader =
        new ShardReader(
            () -> {
              assertThat(opened).allMatch(earlier -> !earlier.hasNext());
              opened.add(blocks.iterator());
              return opened.get(opened.size() - 1);
            },
            EXAMPLES,
            10,
            RandomKey.of(1));
    MiniBatch batch = new MiniBatch(2, 10);
    for (long step : new long[] {0, 129, 130, 5, 4, 400}) {
      reader.read(step, batch);
    }
    assertThat(opened).hasSize(4);
  }

  @Test
  void aShardThatEndsEarlyIsNoticed() {
    ShardReader reader =
        new ShardReader(() -> blocks.subList(0, 1).iterator(), EXAMPLES, EXAMPLES, RandomKey.of(1));
    assertThatThrownBy(() -> reader.read(0, new MiniBatch(2, EXAMPLES)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a shard of 1300 examples ended after 512");
  }

  private ShardReader reader(int batchSize, long seed) {
    return new ShardReader(blocks::iterator, EXAMPLES, batchSize, RandomKey.of(seed));
  }

  /** The examples of a step; checks that values and labels belong together. */
  private static List<Integer> read(ShardReader reader, long step, int batchSize) {
    MiniBatch batch = new MiniBatch(2, batchSize);
    reader.read(step, batch);
    List<Integer> examples = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      int example = batch.labels()[i];
      assertThat(batch.values()[2 * i]).isEqualTo(example);
      assertThat(batch.values()[2 * i + 1]).isEqualTo(-example);
      examples.add(example);
    }
    return examples;
  }

  private static List<byte[]> blocks() {
    List<byte[]> blocks = new ArrayList<>();
    for (int first = 0; first < EXAMPLES; first += ExampleBlock.EXAMPLES) {
      List<byte[]> rows =
          IntStream.range(first, Math.min(EXAMPLES, first + ExampleBlock.EXAMPLES))
              .mapToObj(i -> ExampleRow.ofFloats(i, new float[] {i, -i}))
              .toList();
      blocks.add(Example.block(rows, ValueFormat.FLOAT));
    }
    return blocks;
  }
}
