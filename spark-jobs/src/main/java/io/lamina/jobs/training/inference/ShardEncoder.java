package io.lamina.jobs.training.inference;

import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.jobs.scoring.BlockCodes;
import io.lamina.zoo.network.TrainedNetwork;
import io.lamina.zoo.plan.DeviceKind;
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
   * @param layers that give them
   */
  public ShardedDataset encode(ShardedDataset data, TrainedNetwork layers) {
    Broadcast<TrainedNetwork> trained = spark.broadcast(layers);
    DeviceKind kind = device;
    return data.mapped(
        layers.stack().output().size(),
        blocks ->
            BlockCodes.of(
                kind,
                blocks,
                trained.value().stack(),
                trained.value().parameters(),
                (network, block) -> block.block().withValues(network.encode(block.examples()))));
  }
}
