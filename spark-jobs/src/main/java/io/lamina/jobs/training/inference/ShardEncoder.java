package io.lamina.jobs.training.inference;

import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.scoring.BlockCodes;
import io.lamina.zoo.geometry.Layer;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.plan.DeviceKind;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Puts every shard through a trained layer, once; the next layer reads the codes. */
public final class ShardEncoder {
  private final JavaSparkContext spark;
  private final DeviceKind device;

  public ShardEncoder(JavaSparkContext spark, DeviceKind device) {
    this.spark = spark;
    this.device = device;
  }

  /**
   * The codes of the data; nothing is computed before they are asked for.
   *
   * @param layer what the layer looks like
   * @param parameters its own, and what may follow
   */
  public ShardedDataset encode(ShardedDataset data, Layer layer, float[] parameters) {
    Stack stack = new Stack(layer.input(), List.of(layer));
    Broadcast<float[]> trained = spark.broadcast(stack.ofBottom(parameters));
    DeviceKind kind = device;
    return data.mapped(
        layer.output().size(),
        blocks ->
            BlockCodes.of(
                kind,
                blocks,
                stack,
                trained.value(),
                (network, block) -> block.block().withValues(network.encode(block.examples()))));
  }
}
