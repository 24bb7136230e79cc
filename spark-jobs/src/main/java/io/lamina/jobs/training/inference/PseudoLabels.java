package io.lamina.jobs.training.inference;

import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.scoring.BlockCodes;
import io.lamina.jobs.training.work.WholeStack;
import io.lamina.runtime.train.Prediction;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.plan.DeviceKind;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** The labels that a network gives to examples that have none. */
public final class PseudoLabels {
  private final JavaSparkContext spark;
  private final DeviceKind device;
  private final WholeStack stack;
  private final int classes;

  public PseudoLabels(JavaSparkContext spark, DeviceKind device, WholeStack stack, int classes) {
    this.spark = spark;
    this.device = device;
    this.stack = stack;
    this.classes = classes;
  }

  /**
   * The examples, labeled as far as the network is sure of them.
   *
   * @param network the parameters of the stack
   * @param share of the examples taken for a class, those of the highest probability, that get the
   *     class as label; the others have none
   */
  public ShardedDataset of(ShardedDataset unlabeled, float[] network, double share) {
    Broadcast<float[]> sent = spark.broadcast(network);
    List<Integer> lowest = Certainty.lowest(certainty(unlabeled, sent), share);
    DeviceKind kind = device;
    Stack shape = stack.on(unlabeled.shape());
    int inputs = unlabeled.inputs();
    return unlabeled.mapped(
        inputs,
        blocks ->
            BlockCodes.of(
                kind,
                blocks,
                shape,
                sent.value(),
                (at, block) ->
                    block.block().withLabels(labels(at.predict(block.examples()), lowest))));
  }

  private long[] certainty(ShardedDataset unlabeled, Broadcast<float[]> network) {
    DeviceKind kind = device;
    Stack shape = stack.on(unlabeled.shape());
    int count = classes;
    return unlabeled
        .blocks()
        .mapPartitions(
            blocks -> {
              long[] counts = Certainty.none(count);
              BlockCodes.of(
                      kind,
                      blocks,
                      shape,
                      network.value(),
                      (at, block) -> at.predict(block.examples()))
                  .forEachRemaining(predictions -> Certainty.add(counts, predictions));
              return List.of(counts).iterator();
            })
        .reduce(Certainty::add);
  }

  private static int[] labels(List<Prediction> predictions, List<Integer> lowest) {
    return predictions.stream()
        .mapToInt(p -> Certainty.step(p.logOdds()) >= lowest.get(p.label()) ? p.label() : -1)
        .toArray();
  }
}
