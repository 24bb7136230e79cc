package io.lamina.parameters;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * What each shard carries from round to round and nobody else sees, such as the fantasy particles
 * of persistent contrastive divergence. It comes with the shard's push and counts from the round's
 * commit on, so that a lost worker's successor goes on from it. Not thread-safe.
 */
final class ShardStates {
  private final int length;
  private final float[][] committed;
  private final float[][] arrived;

  /**
   * @param initial the shards' states, by shard; not changed
   * @param length values of a shard's state; 0 where there is none
   */
  ShardStates(List<float[]> initial, int length) {
    this.length = length;
    this.committed = initial.toArray(float[][]::new);
    this.arrived = new float[initial.size()][];
  }

  /** Keeps what came with a push until the round is committed. */
  void arrive(int shard, FloatBuffer state) {
    if (length > 0) {
      float[] values = new float[length];
      state.get(values);
      arrived[shard] = values;
    }
  }

  void commit() {
    if (length > 0) {
      System.arraycopy(arrived, 0, committed, 0, arrived.length);
      drop();
    }
  }

  /** Forgets what came with the open round's pushes. */
  void drop() {
    Arrays.fill(arrived, null);
  }

  /** A shard's state at the open round's start. Shared: not to be changed. */
  float[] of(int shard) {
    return committed[shard];
  }

  /** All of them, by shard. They are replaced, never changed: no copies are needed. */
  List<float[]> all() {
    return List.of(committed);
  }
}
