package io.lamina.jobs.training.inference;

import io.lamina.jobs.data.shards.ShardedDataset;
import io.lamina.runtime.device.Device;
import io.lamina.runtime.train.LayerStack;
import io.lamina.zoo.geometry.Activation;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Puts every shard through a trained layer, once; the next layer reads the codes. */
public final class ShardEncoder {
  private final JavaSparkContext spark;
  private final Device device;

  public ShardEncoder(JavaSparkContext spark, Device device) {
    this.spark = spark;
    this.device = device;
  }

  /**
   * The codes of the data; nothing is computed before they are asked for.
   *
   * @param layer the layer's shape
   * @param parameters its weights and bias, and what may follow
   */
  public ShardedDataset encode(ShardedDataset data, LayerStack.Layer layer, float[] parameters) {
    Broadcast<float[]> trained =
        spark.broadcast(java.util.Arrays.copyOf(parameters, layer.parameterCount()));
    Device kind = device;
    Shape shape = new Shape(layer.inputs(), layer.units(), layer.activation());
    return data.mapped(
        layer.units(),
        blocks ->
            new BlockCodes<>(
                kind,
                blocks,
                shape.stack(),
                trained.value(),
                (network, block) -> block.block().withValues(network.encode(block.examples()))));
  }

  /** A layer's shape, as it goes to the workers. */
  private record Shape(int inputs, int units, Activation activation) implements Serializable {
    private static final long serialVersionUID = 1;

    LayerStack stack() {
      return new LayerStack(inputs, List.of(new LayerStack.Layer(inputs, units, activation)));
    }
  }
}
