package io.lamina.jobs.scoring;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.cluster.TaskDevice;
import io.lamina.jobs.data.shards.ExampleBlock;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.runtime.train.Network;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.plan.DeviceKind;
import java.util.Iterator;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Puts blocks of examples through networks, one after the other as they are asked for. The device's
 * memory is freed when the task ends.
 *
 * @param <N> the network, or several
 * @param <T> what is made of a block
 */
public final class BlockCodes<N, T> implements Iterator<T> {
  private final Iterator<byte[]> blocks;
  private final N networks;
  private final MiniBatch batch;
  private final BiFunction<N, Block, T> result;

  /** A block and its examples. */
  public record Block(ExampleBlock block, MiniBatch examples) {
    public Block {
      requireNonNull(block, "block is null");
      requireNonNull(examples, "examples is null");
    }
  }

  /**
   * @param inputs values of an example
   * @param free frees the networks' memory
   */
  BlockCodes(
      Iterator<byte[]> blocks,
      int inputs,
      N networks,
      Consumer<N> free,
      BiFunction<N, Block, T> result) {
    this.blocks = blocks;
    this.networks = networks;
    this.batch = new MiniBatch(inputs, ExampleBlock.EXAMPLES);
    this.result = result;
    TaskCompletionListener ended = context -> free.accept(networks);
    TaskContext.get().addTaskCompletionListener(ended);
  }

  /** What is made of blocks with one network, on this task's device. */
  public static <T> BlockCodes<Network, T> of(
      DeviceKind device,
      Iterator<byte[]> blocks,
      Stack stack,
      float[] parameters,
      BiFunction<Network, Block, T> result) {
    Network network =
        new Network(stack, parameters, ExampleBlock.EXAMPLES, TaskDevice.of(device).open());
    return new BlockCodes<>(blocks, stack.input().size(), network, Network::close, result);
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
    return result.apply(networks, new Block(block, batch));
  }
}
