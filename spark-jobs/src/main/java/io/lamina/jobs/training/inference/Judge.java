package io.lamina.jobs.training.inference;

import static java.util.stream.Collectors.joining;

import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.run.Evaluation;
import io.lamina.jobs.run.ReconstructionEvaluation;
import io.lamina.jobs.scoring.BlockCodes;
import io.lamina.jobs.scoring.ExampleErrors;
import io.lamina.jobs.training.work.Computed;
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

/** Judges networks by the examples that were held out. */
public final class Judge {
  private final JavaSparkContext spark;
  private final DeviceKind device;

  public Judge(JavaSparkContext spark, DeviceKind device) {
    this.spark = spark;
    this.device = device;
  }

  /**
   * Classifies every example on the executors.
   *
   * @param stack with a softmax layer on top
   * @param parameters the stack's
   */
  public Computed<Evaluation> classified(
      int classes, Stack stack, float[] parameters, ShardedDataset test) {
    Computed<List<int[]>> pairs =
        each(stack, parameters, test, (at, b) -> pairs(at.classify(b.examples()), b));
    return new Computed<>(
        Evaluation.of(classes, every(pairs.result(), 0), every(pairs.result(), 1)), pairs.device());
  }

  /**
   * Reconstructs every example on the executors.
   *
   * @param stack unrolled
   * @param parameters the stack's
   */
  public Computed<ReconstructionEvaluation> reconstructed(
      Optional<Integer> classes, Stack stack, float[] parameters, ShardedDataset test) {
    Computed<List<ExampleErrors>> all =
        each(
            stack,
            parameters,
            test,
            (at, b) -> ExampleErrors.of(b.examples(), at.encode(b.examples())));
    return new Computed<>(reconstruction(classes, all.result()), all.device());
  }

  private static ReconstructionEvaluation reconstruction(
      Optional<Integer> classes, List<ExampleErrors> all) {
    return ReconstructionEvaluation.of(
        all.stream().flatMapToDouble(block -> Arrays.stream(block.errors())).toArray(),
        classes.filter(count -> count == 2).isPresent()
            ? Optional.of(
                all.stream().flatMapToInt(block -> Arrays.stream(block.labels())).toArray())
            : Optional.empty());
  }

  /** What is made of every block. Devices of one kind that have several names are all named. */
  private <T> Computed<List<T>> each(
      Stack stack, float[] parameters, ShardedDataset test, BlockResult<T> result) {
    DeviceKind kind = device;
    Broadcast<float[]> network = spark.broadcast(parameters);
    List<Computed<T>> all =
        test.blocks()
            .mapPartitions(
                blocks ->
                    BlockCodes.of(
                        kind,
                        blocks,
                        stack,
                        network.value(),
                        (at, block) -> new Computed<>(result.apply(at, block), at.device())))
            .collect();
    network.destroy();
    return new Computed<>(
        all.stream().map(Computed::result).toList(),
        all.stream().map(Computed::device).distinct().sorted().collect(joining(", ")));
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
