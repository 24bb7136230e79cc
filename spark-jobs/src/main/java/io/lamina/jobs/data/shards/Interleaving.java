package io.lamina.jobs.data.shards;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Two datasets of one shard as one: after each block of the first a block of the second, which
 * begins anew when it ends, so that few examples are seen as often as many.
 */
final class Interleaving implements Iterator<byte[]> {
  private final Iterator<byte[]> each;
  private final List<byte[]> between = new ArrayList<>();
  private int next;
  private boolean turnOfBetween;

  /**
   * @param each read once
   * @param between at least one block; all are held in memory
   */
  Interleaving(Iterator<byte[]> each, Iterator<byte[]> between) {
    this.each = each;
    between.forEachRemaining(this.between::add);
  }

  /**
   * The examples of a shard.
   *
   * @param each examples of the first dataset's shard
   * @param between of the second's, at least 1
   */
  static long size(long each, long between) {
    long turns = blocks(each);
    long cycle = blocks(between);
    long rest = Math.min(between, turns % cycle * ExampleBlock.EXAMPLES);
    return each + turns / cycle * between + rest;
  }

  private static long blocks(long examples) {
    return (examples + ExampleBlock.EXAMPLES - 1) / ExampleBlock.EXAMPLES;
  }

  @Override
  public boolean hasNext() {
    return turnOfBetween || each.hasNext();
  }

  @Override
  public byte[] next() {
    turnOfBetween = !turnOfBetween;
    return turnOfBetween ? each.next() : between.get(next++ % between.size());
  }
}
