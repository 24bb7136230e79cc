package io.lamina.jobs.training.start;

import io.lamina.jobs.training.sample.TestExamples;
import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.train.MiniBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A few examples in a random order, which follows from the key, dealt into mini-batches. */
final class ExampleBatches {
  private final TestExamples examples;
  private final int[] order;

  ExampleBatches(TestExamples examples, RandomKey key) {
    this.examples = examples;
    this.order = shuffled(examples.count(), key.with("order"));
  }

  private static int[] shuffled(int size, RandomKey key) {
    int[] order = IntStream.range(0, size).toArray();
    for (int i = 1; i < size; i++) {
      int other = (int) key.with(i).below(i + 1L);
      int moved = order[i];
      order[i] = order[other];
      order[other] = moved;
    }
    return order;
  }

  int count() {
    return order.length;
  }

  /** One mini-batch of the first examples. */
  MiniBatch first(int size) {
    return batch(0, Math.min(size, count()));
  }

  /**
   * Some of the examples in mini-batches, the last of which may be smaller.
   *
   * @param from the first of them, counted from 0
   * @param to the one after the last; more than {@code from}
   */
  List<MiniBatch> between(int from, int to, int size) {
    List<MiniBatch> batches = new ArrayList<>();
    for (int i = from; i < to; i += size) {
      batches.add(batch(i, Math.min(to, i + size)));
    }
    return batches;
  }

  private MiniBatch batch(int from, int to) {
    MiniBatch batch = new MiniBatch(examples.inputs(), to - from);
    for (int i = from; i < to; i++) {
      float[] values = examples.get(order[i]);
      System.arraycopy(values, 0, batch.values(), (i - from) * values.length, values.length);
      batch.labels()[i - from] = examples.label(order[i]);
    }
    batch.size(to - from);
    return batch;
  }
}
