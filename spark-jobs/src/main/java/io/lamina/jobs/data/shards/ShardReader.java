package io.lamina.jobs.data.shards;

import io.lamina.runtime.device.RandomKey;
import io.lamina.runtime.train.MiniBatch;
import java.util.Iterator;
import java.util.function.Supplier;

/**
 * Reads a shard as an endless row of mini-batches. Which examples a step sees is a function of the
 * step: epochs follow one another, the last mini-batch of an epoch is smaller, blocks come in order
 * and the examples of a block are shuffled anew every epoch. Steps are cheap in order; any other
 * step is found by reading the epoch again.
 */
public final class ShardReader {
  private final Supplier<Iterator<byte[]>> open;
  private final long examples;
  private final int batchSize;
  private final RandomKey key;

  private Iterator<byte[]> blocks;
  private ExampleBlock block;
  private int[] order;
  private long epoch = -1;
  private long position;
  private long blockStart;

  /**
   * @param open opens the shard's blocks, again and again
   * @param examples of the shard, at least 1
   * @param batchSize examples of a mini-batch
   * @param key of the shuffles
   */
  public ShardReader(Supplier<Iterator<byte[]>> open, long examples, int batchSize, RandomKey key) {
    this.open = open;
    this.examples = examples;
    this.batchSize = batchSize;
    this.key = key;
  }

  /** Fills the mini-batch of a step, counted from 0. */
  public void read(long step, MiniBatch target) {
    long batches = (examples + batchSize - 1) / batchSize;
    long first = step % batches * batchSize;
    seek(step / batches, first);
    int size = (int) Math.min(batchSize, examples - first);
    for (int i = 0; i < size; i++) {
      if (position == blockStart + block.examples()) {
        nextBlock();
      }
      block.copy(order[(int) (position - blockStart)], target, i);
      position++;
    }
    target.size(size);
  }

  private void seek(long wantedEpoch, long first) {
    if (wantedEpoch != epoch || first < blockStart) {
      drain();
      epoch = wantedEpoch;
      blocks = open.get();
      block = null;
      blockStart = 0;
      nextBlock();
    }
    while (first >= blockStart + block.examples()) {
      nextBlock();
    }
    position = first;
  }

  /** Reads no further for now: nothing is held in memory until the next read. */
  public void pause() {
    drain();
    epoch = -1;
  }

  /** Spark holds a block that is being read in memory until its reader has seen the end. */
  private void drain() {
    while (blocks != null && blocks.hasNext()) {
      blocks.next();
    }
  }

  private void nextBlock() {
    blockStart += block == null ? 0 : block.examples();
    if (!blocks.hasNext()) {
      throw new IllegalStateException(
          "a shard of " + examples + " examples ended after " + blockStart);
    }
    block = ExampleBlock.of(blocks.next());
    order = shuffled(block.examples(), key.with(epoch).with(blockStart));
  }

  /** Fisher and Yates's shuffle. */
  private static int[] shuffled(int size, RandomKey key) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int other = (int) key.with(i).below(i + 1L);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }
}
