package io.lamina.jobs.training.worker;

import java.util.HashMap;
import java.util.Map;

/**
 * Every shard keeps weights of its own and is drawn towards the servers' vector, which is drawn
 * towards the shards' (Zhang, Choromanska and LeCun, <i>Deep learning with elastic averaging
 * SGD</i>, NIPS 2015). A shard that this worker has not trained before starts from the vector.
 */
final class ElasticExchange implements Exchange {
  private final double rate;
  private final Map<Integer, float[]> own = new HashMap<>();

  /**
   * @param rate α, the part of the way to the vector that a shard goes in a round
   */
  ElasticExchange(double rate) {
    this.rate = rate;
  }

  @Override
  public void received(int committed, float[] vector) {}

  @Override
  public float[] start(int shard, float[] vector) {
    return own.getOrDefault(shard, vector);
  }

  @Override
  public void trained(int shard, int round, float[] vector, float[] end, float[] difference) {
    Exchange.subtract(vector, end, difference);
    float[] weights = own.computeIfAbsent(shard, first -> new float[vector.length]);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (end[i] - rate * difference[i]);
    }
  }
}
