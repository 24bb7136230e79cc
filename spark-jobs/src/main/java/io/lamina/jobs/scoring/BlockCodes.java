package io.lamina.jobs.scoring;

import static java.util.Objects.requireNonNull;

import io.lamina.jobs.cluster.TaskDevice;
import io.lamina.jobs.data.shards.ExampleBlock;
import io.lamina.runtime.train.MiniBatch;
import io.lamina.runtime.train.Network;
import io.lamina.zoo.geometry.Stack;
import io.lamina.zoo.plan.DeviceKind;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Puts blocks of examples through networks, one after the other as they are asked for. The networks
 * have room for the first block, which is the largest. The device's memory is freed when the task
 * ends.
 *
 * @param <N> the network, or several
 * @param <T> what is made of a block
 */
public final class BlockCodes<N, T> implements Iterator<T> {
  private final Iterator<byte[]> blocks;
  private final int inputs;
  private final IntFunction<N> networks;
  private final Consumer<N> free;
  private final BiFunction<N, Block, T> result;
  private Optional<Opened<N>> opened = Optional.empty();

  /** A block and its examples. */
  public record Block(ExampleBlock block, MiniBatch examples) {
    public Block {
      requireNonNull(block, "block is null");
      requireNonNull(examples, "examples is null");
    }
  }

  /** Networks on a device, and the examples on their way to them. */
  private record Opened<N>(N networks, MiniBatch batch) {}

  /**
   * @param blocks none of them larger than the first
   * @param inputs values of an example
   * @param networks opens them for so many examples at once
   * @param free frees the networks' memory
   */
  BlockCodes(
      Iterator<byte[]> blocks,
      int inputs,
      IntFunction<N> networks,
      Consumer<N> free,
      BiFunction<N, Block, T> result) {
    this.blocks = blocks;
    this.inputs = inputs;
    this.networks = networks;
    this.free = free;
    this.result = result;
  }

  /** What is made of blocks with one network, on this task's device. */
  public static <T> BlockCodes<Network, T> of(
      DeviceKind device,
      Iterator<byte[]> blocks,
      Stack stack,
      float[] parameters,
      BiFunction<Network, Block, T> result) {
    return new BlockCodes<>(
        blocks,
        stack.input().size(),
        capacity -> new Network(stack, parameters, capacity, TaskDevice.of(device).open()),
        Network::close,
        result);
  }

  @Override
  public boolean hasNext() {
    return blocks.hasNext();
  }

  @Override
  public T next() {
    ExampleBlock block = ExampleBlock.of(blocks.next());
    Opened<N> at = opened.orElseGet(() -> open(block.examples()));
    MiniBatch batch = at.batch();
    for (int i = 0; i < block.examples(); i++) {
      block.copy(i, batch, i);
    }
    batch.size(block.examples());
    return result.apply(at.networks(), new Block(block, batch));
  }

  private Opened<N> open(int capacity) {
    Opened<N> made = new Opened<>(networks.apply(capacity), new MiniBatch(inputs, capacity));
    TaskCompletionListener ended = context -> free.accept(made.networks());
    TaskContext.get().addTaskCompletionListener(ended);
    opened = Optional.of(made);
    return made;
  }
}
