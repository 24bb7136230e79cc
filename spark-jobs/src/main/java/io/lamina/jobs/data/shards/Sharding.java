package io.lamina.jobs.data.shards;

import io.lamina.jobs.data.source.DataException;
import io.lamina.jobs.data.source.Permutation;
import java.io.Serializable;

/**
 * Deals examples to logical shards. Where an example goes depends on its index in the data and on
 * the seed; not on executors, files or partitions. Shards differ by one example at most.
 *
 * @param examples how many there are, at least as many as shards
 * @param shards how many logical shards
 * @param seed of the shuffle
 */
record Sharding(long examples, int shards, long seed) implements Serializable {
  private static final int SLOT_BITS = 40;

  Sharding {
    if (shards < 1 || examples < shards) {
      throw new IllegalArgumentException(examples + " examples for " + shards + " shards");
    }
  }

  /** The place of the index-th example, as one number; places of a shard are in their order. */
  long place(long index) {
    if (index >= examples) {
      throw new DataException(
          "the data grew while it was read: there is an example "
              + index
              + ", "
              + examples
              + " were counted (read it when nothing writes to it)");
    }
    long shuffled = new Permutation(examples, seed).of(index);
    return (shuffled % shards) << SLOT_BITS | shuffled / shards;
  }

  /** The shard of a place. */
  static int shard(long place) {
    return (int) (place >>> SLOT_BITS);
  }

  /** The number of a place in its shard. */
  static long slot(long place) {
    return place & ((1L << SLOT_BITS) - 1);
  }

  /** The examples of a shard. */
  long size(int shard) {
    return (examples - shard + shards - 1) / shards;
  }
}
