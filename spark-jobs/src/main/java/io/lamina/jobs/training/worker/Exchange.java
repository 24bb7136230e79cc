package io.lamina.jobs.training.worker;

import io.lamina.zoo.plan.AveragingPlan;

/**
 * What a worker's shards take from the servers' vector and what they give to it, by the plan's mode
 * of averaging. One thread at a time.
 */
interface Exchange {
  /**
   * The mode of a stage.
   *
   * @param shards of the stage
   */
  static Exchange of(AveragingPlan averaging, int shards) {
    return switch (averaging.mode().kind()) {
      case SYNCHRONOUS -> new SynchronousExchange();
      case STALE -> new StaleExchange(averaging.outer().learningRate() / shards);
      case ELASTIC -> new ElasticExchange(averaging.mode().movingRate() / shards);
    };
  }

  /**
   * A vector has come; what is made of it may be written over it.
   *
   * @param committed the round at whose start it was
   */
  void received(int committed, float[] vector);

  /** What a shard starts from; the vector itself, or an array of the same length. */
  float[] start(int shard, float[] vector);

  /**
   * A shard has trained a round.
   *
   * @param vector as it was received
   * @param end where the shard is now; its first values, as many as the vector has
   * @param difference takes what is to be pushed; as long as the vector
   */
  void trained(int shard, int round, float[] vector, float[] end, float[] difference);

  /** {@code difference = end - vector}. */
  static void subtract(float[] vector, float[] end, float[] difference) {
    for (int i = 0; i < difference.length; i++) {
      difference[i] = end[i] - vector[i];
    }
  }
}
