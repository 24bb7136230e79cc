package io.lamina.jobs.training.worker;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A worker that runs ahead sees its own updates at once, the others' when their round is committed
 * (Ho, Cipar, Cui et al., <i>More effective distributed ML via a stale synchronous parallel
 * parameter server</i>, NIPS 2013: "read-my-writes").
 */
final class StaleExchange implements Exchange {
  private final double weight;
  private final SortedMap<Integer, float[]> own = new TreeMap<>();

  /**
   * @param weight of a shard's difference in the vector: all shards train as many examples
   */
  StaleExchange(double weight) {
    this.weight = weight;
  }

  @Override
  public void received(int committed, float[] vector) {
    own.headMap(committed).clear();
    for (float[] update : own.values()) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] += update[i];
      }
    }
  }

  @Override
  public float[] start(int shard, float[] vector) {
    return vector;
  }

  @Override
  public void trained(int shard, int round, float[] vector, float[] end, float[] difference) {
    Exchange.subtract(vector, end, difference);
    float[] update = own.computeIfAbsent(round, open -> new float[vector.length]);
    for (int i = 0; i < update.length; i++) {
      update[i] += (float) (weight * difference[i]);
    }
  }
}
