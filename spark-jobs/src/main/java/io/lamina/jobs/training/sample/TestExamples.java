package io.lamina.jobs.training.sample;

import io.lamina.jobs.data.shards.ExampleBlock;
import io.lamina.runtime.train.MiniBatch;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A few of the examples that were held out, as the network reads them.
 *
 * @param batches of examples, at least one, none of them empty
 */
public record TestExamples(List<MiniBatch> batches) {
  public static TestExamples of(List<byte[]> blocks) {
    return new TestExamples(
        blocks.stream().map(bytes -> ExampleBlock.of(bytes).examplesAndLabels()).toList());
  }

  /** The values of an example. */
  public int inputs() {
    return batches.get(0).inputs();
  }

  public int count() {
    return batches.stream().mapToInt(MiniBatch::size).sum();
  }

  /** The most examples of a batch. */
  public int largestBatch() {
    return batches.stream().mapToInt(MiniBatch::size).max().orElseThrow();
  }

  /** A copy of an example, counted from 0 through all batches. */
  public float[] get(int example) {
    return at(
        example,
        (batch, i) -> Arrays.copyOfRange(batch.values(), i * inputs(), (i + 1) * inputs()));
  }

  /** The label of an example, counted likewise; without meaning where the data has none. */
  public int label(int example) {
    return at(example, (batch, i) -> batch.labels()[i]);
  }

  private <T> T at(int example, BiFunction<MiniBatch, Integer, T> part) {
    int first = 0;
    for (MiniBatch batch : batches) {
      if (example < first + batch.size()) {
        return part.apply(batch, example - first);
      }
      first += batch.size();
    }
    throw new IndexOutOfBoundsException("example " + example + " of " + first);
  }

  /** All examples, one after the other. */
  public float[] values() {
    float[] values = new float[count() * inputs()];
    for (int i = 0; i < count(); i++) {
      System.arraycopy(get(i), 0, values, i * inputs(), inputs());
    }
    return values;
  }

  /** The mean of the examples' Euclidean norms. */
  public double meanNorm() {
    double sum = 0;
    for (int i = 0; i < count(); i++) {
      double squares = 0;
      for (float value : get(i)) {
        squares += (double) value * value;
      }
      sum += Math.sqrt(squares);
    }
    return sum / count();
  }
}
