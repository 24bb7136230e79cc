package io.lamina.jobs.training;

import io.lamina.jobs.data.ShardedDataset;
import io.lamina.runtime.device.Device;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** The labels that a network gives to examples that have none. */
final class PseudoLabels {
  private final JavaSparkContext spark;
  private final Device device;
  private final SentStack stack;

  PseudoLabels(JavaSparkContext spark, Device device, SentStack stack) {
    this.spark = spark;
    this.device = device;
    this.stack = stack;
  }

  /**
   * The examples, each with its most probable class; nothing is computed before they are asked for.
   *
   * @param network the parameters of the stack
   * @param confidence examples whose most probable class has a lower probability have no label
   */
  ShardedDataset of(ShardedDataset unlabeled, float[] network, double confidence) {
    Broadcast<float[]> sent = spark.broadcast(network);
    Device kind = device;
    SentStack shape = stack;
    int inputs = unlabeled.inputs();
    return unlabeled.mapped(
        inputs,
        blocks ->
            new BlockCodes<>(
                kind,
                blocks,
                shape.on(inputs),
                sent.value(),
                (at, block) ->
                    block.block().withLabels(at.classify(block.examples(), confidence))));
  }
}
