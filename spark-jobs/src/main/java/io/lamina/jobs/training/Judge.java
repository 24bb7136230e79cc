package io.lamina.jobs.training;

import io.lamina.jobs.data.ShardedDataset;
import io.lamina.jobs.run.Evaluation;
import io.lamina.runtime.device.Device;
import io.lamina.runtime.train.LayerStack;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Judges a network by the examples that were held out. */
final class Judge {
  private final JavaSparkContext spark;
  private final Device device;

  Judge(JavaSparkContext spark, Device device) {
    this.spark = spark;
    this.device = device;
  }

  /**
   * Classifies every example on the executors.
   *
   * @param parameters the stack's, the softmax layer included
   */
  Evaluation evaluate(int inputs, PlanStack plan, float[] parameters, ShardedDataset test) {
    Device kind = device;
    Broadcast<float[]> network = spark.broadcast(parameters);
    List<int[]> pairs =
        test.blocks()
            .mapPartitions(
                blocks ->
                    new BlockCodes<>(
                        kind,
                        blocks,
                        plan.stack(inputs),
                        network.value(),
                        (at, block) -> pairs(at.classify(block.examples()), block)))
            .collect();
    network.destroy();
    return Evaluation.of(plan.classes(), every(pairs, 0), every(pairs, 1));
  }

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

  /** A plan's stack as it goes to the executors: as text. */
  record PlanStack(String planYaml, int classes) implements java.io.Serializable {
    private static final long serialVersionUID = 1;

    LayerStack stack(int inputs) {
      return LayerStack.of(inputs, WorkerOrder.read(planYaml).layers()).withSoftmax(classes);
    }
  }
}
