package io.lamina.jobs.training.inference;

import io.lamina.jobs.cluster.TaskDevice;
import io.lamina.jobs.data.shards.ExampleBlock;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.runtime.train.Network;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.plan.DeviceKind;
import java.util.Iterator;
import java.util.function.BiFunction;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Puts the blocks of a shard through a network, one after the other as they are asked for. The
 * device's memory is freed when the task ends.
 */
final class BlockCodes<T> implements Iterator<T> {
  private final Iterator<byte[]> blocks;
  private final Network network;
  private final MiniBatch batch;
  private final BiFunction<Network, Block, T> result;

  /** A block and its examples. */
  record Block(ExampleBlock block, MiniBatch examples) {}

  BlockCodes(
      DeviceKind device,
      Iterator<byte[]> blocks,
      Stack stack,
      float[] parameters,
      BiFunction<Network, Block, T> result) {
    this.blocks = blocks;
    this.network =
        new Network(stack, parameters, ExampleBlock.EXAMPLES, TaskDevice.of(device).open());
    this.batch = new MiniBatch(stack.input().size(), ExampleBlock.EXAMPLES);
    this.result = result;
    TaskCompletionListener free = context -> network.close();
    TaskContext.get().addTaskCompletionListener(free);
  }

  @Override
  public boolean hasNext() {
    return blocks.hasNext();
  }

  @Override
  public T next() {
    ExampleBlock block = ExampleBlock.of(blocks.next());
    for (int i = 0; i < block.examples(); i++) {
      block.copy(i, batch, i);
    }
    batch.size(block.examples());
    return result.apply(network, new Block(block, batch));
  }
}
