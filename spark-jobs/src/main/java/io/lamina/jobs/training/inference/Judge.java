package io.lamina.jobs.training.inference;

import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.run.Evaluation;
import io.lamina.jobs.run.ReconstructionEvaluation;
import io.lamina.jobs.training.work.WholeStack;
import io.lamina.runtime.train.Network;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.plan.DeviceKind;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Judges the network of a plan by the examples that were held out. */
public final class Judge {
  private final JavaSparkContext spark;
  private final DeviceKind device;
  private final WholeStack stack;

  public Judge(JavaSparkContext spark, DeviceKind device, WholeStack stack) {
    this.spark = spark;
    this.device = device;
    this.stack = stack;
  }

  /**
   * Classifies every example on the executors.
   *
   * @param parameters the stack's, the softmax layer included
   */
  public Evaluation classified(int classes, float[] parameters, ShardedDataset test) {
    List<int[]> pairs = each(parameters, test, (at, b) -> pairs(at.classify(b.examples()), b));
    return Evaluation.of(classes, every(pairs, 0), every(pairs, 1));
  }

  /**
   * Reconstructs every example on the executors.
   *
   * @param parameters the unrolled stack's
   */
  public ReconstructionEvaluation reconstructed(
      Optional<Integer> classes, float[] parameters, ShardedDataset test) {
    List<ExampleErrors> all =
        each(parameters, test, (at, b) -> ExampleErrors.of(b.examples(), at.encode(b.examples())));
    return ReconstructionEvaluation.of(
        all.stream().flatMapToDouble(block -> Arrays.stream(block.errors())).toArray(),
        classes.filter(count -> count == 2).isPresent()
            ? Optional.of(
                all.stream().flatMapToInt(block -> Arrays.stream(block.labels())).toArray())
            : Optional.empty());
  }

  private <T> List<T> each(float[] parameters, ShardedDataset test, BlockResult<T> result) {
    DeviceKind kind = device;
    Stack shape = stack.on(test.shape());
    Broadcast<float[]> network = spark.broadcast(parameters);
    List<T> all =
        test.blocks()
            .mapPartitions(blocks -> new BlockCodes<>(kind, blocks, shape, network.value(), result))
            .collect();
    network.destroy();
    return all;
  }

  /** What is made of a block; it goes to the executors. */
  @FunctionalInterface
  private interface BlockResult<T> extends BiFunction<Network, BlockCodes.Block, T>, Serializable {}

  /** Actual and predicted label, example after example. */
  private static int[] pairs(int[] predicted, BlockCodes.Block block) {
    int[] pairs = new int[2 * predicted.length];
    for (int i = 0; i < predicted.length; i++) {
      pairs[2 * i] = block.examples().labels()[i];
      pairs[2 * i + 1] = predicted[i];
    }
    return pairs;
  }

  private static int[] every(List<int[]> pairs, int second) {
    return pairs.stream()
        .flatMapToInt(p -> IntStream.range(0, p.length / 2).map(i -> p[2 * i + second]))
        .toArray();
  }
}
